import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { amount, ask, part, type Summary } from './api.ts';
import { SCOPES } from './keys.ts';
import { fieldsOf, View } from './view.ts';

const STATES: Record<string, string> = { upcoming: 'Upcoming', active: 'Open', paused: 'Paused', ended: 'Ended' };

/** One campaign: how it stands, live as visitors see it; open, pause, end; erase somebody by address. */
export class OverviewView extends View {
  @state() private ready = false;

  protected override load(): Promise<void> {
    // The same elements as on any page, from the same file. Under a name of its own, or a bundler would look for it.
    const script: string = '/cdn/cairn.js';
    // Nobody waits for it: while a view loads, what is pressed in it is not heard.
    void import(script).catch(() => undefined).then(() => (this.ready = true));
    return Promise.resolve();
  }

  protected override render(): TemplateResult {
    const campaign = this.campaign!;
    const endpoint = `/v1/campaigns/${part(campaign.id)}`;
    const isOver = campaign.status === 'ended' && campaign.set !== 'ended';
    return html`${this.heading(campaign.title)} ${this.renderError()}
      <p class="bar middle">
        <span class="state ${campaign.status === 'active' ? 'good' : 'off'}"
          >${STATES[campaign.status] ?? campaign.status}</span
        >
        ${
          this.may('edit') && !isOver
            ? html`${
                campaign.set === 'active' || campaign.set === 'upcoming'
                  ? html`<button @click=${() => this.#set('paused')}>Pause</button>`
                  : html`<button class="primary" @click=${() => this.#set('active')}>Open again</button>`
              }
              ${campaign.set === 'ended' ? nothing : html`<button class="danger" @click=${() => this.#set('ended')}>End</button>`}`
            : nothing
        }
        <a class="button" href="/c/${part(campaign.id)}">Its page</a>
        <a class="button" href="/builder/#endpoint=${part(`${location.origin}${endpoint}`)}">Put it on your site</a>
      </p>
      ${this.may('edit') ? this.#renderLastDay(campaign, isOver) : nothing}
      <table>
        <caption class="vh">
          Goals
        </caption>
        <thead>
          <tr>
            <th scope="col">Goal</th>
            <th scope="col">Raised</th>
            <th scope="col">Of</th>
          </tr>
        </thead>
        <tbody>
          ${campaign.goals.map(
            (goal) =>
              html`<tr>
                <td>${goal.label}</td>
                <td class="num">${amount({ value: goal.total, unit: goal.unit, scale: goal.scale })}</td>
                <td class="num">
                  ${
                    goal.target === null
                      ? ''
                      : html`<span class="narrow">of </span
                          >${amount({ value: goal.target, unit: goal.unit, scale: goal.scale })}`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      <h2>Live</h2>
      ${
        this.ready
          ? html`<cairn-progress-thermometer endpoint=${endpoint} with-live heading-level="3">
                <p>The widgets are not built: npm run build</p>
              </cairn-progress-thermometer>
              <cairn-member-spotlight
                endpoint=${endpoint}
                layout="recent"
                with-amounts
                heading-level="3"
              ></cairn-member-spotlight>`
          : nothing
      }
      ${
        this.may('people')
          ? html`<h2 id="forget-title">Somebody asks to be erased</h2>
              <form class="stack" aria-labelledby="forget-title" @submit=${this.#forget}>
                <div>
                  <label for="email"
                    >Their e-mail address
                    <span class="hint"
                      >Everything of this address, in every campaign. Amounts stay in the totals</span
                    ></label
                  >
                  <input id="email" name="email" type="email" required autocomplete="off" />
                </div>
                <label class="check"><input type="checkbox" required /> This cannot be taken back</label>
                <button class="danger" aria-disabled=${this.busy}>Erase for good</button>
              </form>`
          : nothing
      }
      ${Object.keys(SCOPES).every((scope) => this.may(scope)) ? this.#renderRemove(campaign) : nothing}`;
  }

  #renderRemove({ id }: Summary): TemplateResult {
    return html`<h2 id="remove-title">Remove this campaign</h2>
      <form class="stack" aria-labelledby="remove-title" @submit=${this.#remove}>
        <p>
          With every contribution, person, update and key of it, for good. Pages that show it have nothing to show any
          more. Keep a copy first:
          <a href="/v1/admin/campaigns/${part(id)}/export.csv" download>export its contributions</a>.
        </p>
        <div>
          <label for="confirm">Its id, to be sure <span class="hint">${id}</span></label>
          <input id="confirm" name="confirm" required autocomplete="off" autocapitalize="off" spellcheck="false" />
        </div>
        <button class="danger" aria-disabled=${this.busy}>Remove for good</button>
      </form>`;
  }

  #remove = (event: SubmitEvent): void => {
    const { confirm = '' } = fieldsOf(event);
    const { id, title } = this.campaign!;
    void this.attempt(async () => {
      const { cleared } = await ask<{ cleared: boolean }>(
        'DELETE',
        `/campaigns/${part(id)}?confirm=${part(confirm.trim())}`,
      );
      this.tellChanged(
        cleared
          ? `${title} is removed`
          : `${title} is removed. What is stored of it is still being erased, which goes on by itself`,
      );
    });
  };

  #renderLastDay(campaign: Summary, isOver: boolean): TemplateResult {
    return html`<form class="bar" @submit=${this.#moveEnd}>
      <div>
        <label for="last">Last day</label>
        <input
          id="last"
          name="last"
          type="date"
          .value=${campaign.endsAt?.slice(0, 10) ?? ''}
          aria-describedby="last-hint"
        />
        <span class="hint" id="last-hint"
          >${isOver ? 'It has passed. A later day opens the campaign again' : 'Empty: open until you end it'}</span
        >
      </div>
      <div>
        <button class=${isOver ? 'primary' : ''} aria-disabled=${this.busy}>Change</button>
        <span class="hint">&nbsp;</span>
      </div>
    </form>`;
  }

  #moveEnd = (event: SubmitEvent): void => {
    const { last } = fieldsOf(event);
    void this.attempt(async () => {
      await ask('PATCH', `/campaigns/${part(this.campaign!.id)}`, { endsAt: last ? endOf(last) : null });
      this.tellChanged();
    }, 'The last day is changed');
  };

  #set(status: string): void {
    void this.attempt(async () => {
      await ask('PATCH', `/campaigns/${part(this.campaign!.id)}`, { status });
      this.tellChanged();
    }, `The campaign is ${STATES[status]?.toLowerCase()}`);
  }

  #forget = (event: SubmitEvent): void => {
    const { email } = fieldsOf(event);
    const form = event.target as HTMLFormElement;
    void this.attempt(async () => {
      const done = await ask<{ contributions: number; members: number }>('POST', '/forget', { email });
      form.reset();
      const found = done.contributions + done.members;
      this.say(
        found === 0
          ? 'Nothing of this address is here'
          : `Erased: ${done.contributions} contributions, ${done.members} members`,
      );
    });
  };
}

/** The last second of a day where the organiser is, so that visitors everywhere read the day that was chosen. */
function endOf(day: string): string {
  const minutes = -new Date(`${day}T23:59:59`).getTimezoneOffset();
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  const ahead = Math.abs(minutes);
  return `${day}T23:59:59${minutes < 0 ? '-' : '+'}${two(ahead / 60)}:${two(ahead % 60)}`;
}
