import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { ask, day, part, type Key } from './api.ts';
import { View } from './view.ts';

export const SCOPES: Record<string, string> = {
  read: 'See campaigns, totals and contributions, without e-mail addresses',
  edit: 'Change campaigns, members and updates',
  money: 'Confirm and refund contributions',
  people: 'See and export e-mail addresses and answers, erase people',
  keys: 'Make and remove keys',
  webhooks: 'Say which other systems are told of contributions',
};

/** Who else may sign in, and to do what. */
export class KeysView extends View {
  @state() private items: Key[] = [];
  @state() private made: (Key & { key: string }) | undefined;

  protected override async load(): Promise<void> {
    ({ items: this.items } = await ask<{ items: Key[] }>('GET', '/keys'));
  }

  protected override render(): TemplateResult {
    return html`${this.heading('Keys')} ${this.renderError()}
      ${
        this.made
          ? html`<div class="note" role="status">
              <p>
                The key for <bdi>${this.made.name}</bdi>. It is not shown again: hand it on now, by a way only they can
                read.
              </p>
              <code class="secret">${this.made.key}</code>
            </div>`
          : nothing
      }
      <table>
        <caption class="vh">
          Keys
        </caption>
        <thead>
          <tr>
            <th scope="col">Whose</th>
            <th scope="col">Until</th>
            <th scope="col">May</th>
            <th scope="col"><span class="vh">What to do</span></th>
          </tr>
        </thead>
        <tbody>
          ${this.items.map(
            (one) =>
              html`<tr>
                <td>
                  <bdi>${one.name}</bdi>
                  <span class="hint"
                    >${one.usedOn ? `Last used ${day(one.usedOn)}` : 'Never used'}${one.campaign ? `, for ${one.campaign}` : ''}</span
                  >
                </td>
                <td class="num">${one.expiresAt ? day(one.expiresAt) : 'No end'}</td>
                <td class="wide">${one.scopes.join(', ')}</td>
                <td class="acts">
                  ${
                    one.id === this.me.id
                      ? 'This one'
                      : html`<button class="quiet danger" @click=${() => this.#ask(one)}>
                          Remove<span class="vh"> the key of ${one.name}</span>
                        </button>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      <h2 id="form-title">Make a key</h2>
      <form class="stack" aria-labelledby="form-title" @submit=${this.#make}>
        <div>
          <label for="name">Whose it is</label>
          <input id="name" name="name" required maxlength="100" autocomplete="off" />
        </div>
        <fieldset>
          <legend>What it may do</legend>
          ${this.me.scopes.map(
            (scope) =>
              html`<label class="check">
                <input type="checkbox" name="scopes" value=${scope} ?checked=${scope === 'read'} />
                ${SCOPES[scope] ?? scope}
              </label>`,
          )}
        </fieldset>
        <div>
          <label for="days">For how many days <span class="hint">Empty: until it is removed</span></label>
          <input id="days" name="days" type="number" min="1" max="3650" inputmode="numeric" />
        </div>
        ${
          this.campaign && !this.me.campaign
            ? html`<label class="check">
                <input type="checkbox" name="only" />
                <span>For this campaign only: <bdi>${this.campaign.title}</bdi></span>
              </label>`
            : nothing
        }
        <button class="primary" aria-disabled=${this.busy}>Make key</button>
      </form>
      ${this.renderQuestion()}`;
  }

  #make = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const days = Number(data.get('days'));
    const campaign = this.me.campaign ?? (data.get('only') ? this.campaign?.id : undefined);
    void this.attempt(async () => {
      this.made = await ask('POST', '/keys', {
        name: data.get('name'),
        scopes: data.getAll('scopes'),
        ...(campaign ? { campaign } : {}),
        ...(days > 0 ? { expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() } : {}),
      });
      form.reset();
      await this.load();
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
    });
  };

  #ask(one: Key): void {
    this.askFirst({
      title: 'Remove this key?',
      about: one.name,
      text: 'Whoever has it is signed out at once, and programs that use it no longer get in. It cannot be brought back.',
      act: 'Remove the key',
      done: `The key of ${one.name} no longer works`,
      work: async () => {
        await ask('DELETE', `/keys/${part(one.id)}`);
        if (this.made?.id === one.id) this.made = undefined;
        await this.load();
      },
    });
  }
}
