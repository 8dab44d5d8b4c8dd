import { CUSTOM_ELEMENTS_SCHEMA, Component, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import type { CairnSelectEvent } from 'cairn-widgets';
import 'cairn-widgets';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <cairn-campaign endpoint="./campaign.json">
      <cairn-progress-thermometer with-share [terms]="terms">
        <a href="https://example.org/give">Give to the book fund</a>
      </cairn-progress-thermometer>
      <cairn-contribution-form (cairn-select)="hear($event)"></cairn-contribution-form>
    </cairn-campaign>
    <p id="heard">{{ heard() }}</p>
  `,
})
class App {
  readonly heard = signal('');
  readonly terms = { progressShare: 'Tell a friend' };

  hear({ detail }: CairnSelectEvent): void {
    this.heard.set(`Heard ${detail.pathwayId}`);
  }
}

await bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
