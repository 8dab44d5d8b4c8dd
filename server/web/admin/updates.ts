import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { ask, day, part, type Update } from './api.ts';
import { fieldsOf, View } from './view.ts';

/** How it is going, told in a line. */
export class UpdatesView extends View {
  @state() private items: Update[] = [];

  get #path(): string {
    return `/campaigns/${part(this.campaign!.id)}/updates`;
  }

  protected override async load(): Promise<void> {
    ({ items: this.items } = await ask<{ items: Update[] }>('GET', this.#path));
  }

  protected override render(): TemplateResult {
    return html`${this.heading('Updates')} ${this.renderError()}
      ${
        this.may('edit')
          ? html`<form class="stack" @submit=${this.#add}>
              <div>
                <label for="title">What happened</label>
                <input id="title" name="title" required maxlength="200" autocomplete="off" />
              </div>
              <div>
                <label for="summary">More <span class="hint">Optional</span></label>
                <textarea id="summary" name="summary" maxlength="2000"></textarea>
              </div>
              <div>
                <label for="url"
                  >Where to read on <span class="hint">Optional; an address that begins with https://</span></label
                >
                <input id="url" name="url" type="url" autocomplete="off" />
              </div>
              <button class="primary" aria-disabled=${this.busy}>Publish</button>
            </form>`
          : nothing
      }
      <h2>Published</h2>
      ${
        this.items.length === 0
          ? html`<p class="empty">${this.loaded ? 'Nothing yet.' : ''}</p>`
          : html`<table>
              <caption class="vh">
                Updates, newest first
              </caption>
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">What</th>
                  <th scope="col"><span class="vh">What to do</span></th>
                </tr>
              </thead>
              <tbody>
                ${this.items.map(
                  (one) =>
                    html`<tr>
                      <td class="num">${day(one.at)}</td>
                      <td class="wide"><bdi>${one.title}</bdi></td>
                      <td class="acts">
                        ${
                          this.may('edit')
                            ? html`<button class="quiet danger" @click=${() => this.#ask(one)}>
                                Remove<span class="vh"> ${one.title}</span>
                              </button>`
                            : nothing
                        }
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${this.renderQuestion()}`;
  }

  #add = (event: SubmitEvent): void => {
    const { title, summary, url } = fieldsOf(event);
    const form = event.target as HTMLFormElement;
    const update = { title, at: new Date().toISOString(), ...(summary ? { summary } : {}), ...(url ? { url } : {}) };
    void this.attempt(async () => {
      await ask('PUT', `${this.#path}/u-${crypto.randomUUID().slice(0, 8)}`, update);
      form.reset();
      await this.load();
    }, 'Published');
  };

  #ask(one: Update): void {
    const path = `${this.#path}/${part(one.id)}`;
    this.askFirst({
      title: 'Remove this update?',
      about: one.title,
      text: 'It leaves the page and every open window at once.',
      act: 'Remove the update',
      done: 'Removed',
      work: async () => {
        await ask('DELETE', path);
        await this.load();
      },
    });
  }
}
