import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { ask, moment, part, type Delivery, type Webhook } from './api.ts';
import { View } from './view.ts';

const EVENTS: Record<string, string> = {
  recorded: 'Promised or signed up',
  confirmed: 'Paid',
  failed: 'Payment failed',
  expired: 'Never paid',
  cancelled: 'Withdrawn',
  refunded: 'Refunded',
  changed: 'Changed',
};

const isAhead = (time: string | undefined): time is string => time !== undefined && Date.parse(time) > Date.now();

/** Which other systems are told of contributions, and what did not reach them. */
export class WebhooksView extends View {
  @state() private items: Webhook[] = [];
  @state() private made: (Webhook & { secret: string }) | undefined;
  /** Of which the failed messages are shown. */
  @state() private open = '';
  @state() private failed: Delivery[] = [];
  /** Of which the secret is to be replaced, if the organiser means it. */
  @state() private asked: Webhook | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override async load(): Promise<void> {
    ({ items: this.items } = await ask<{ items: Webhook[] }>('GET', '/webhooks'));
    if (this.open) await this.#loadFailed();
  }

  protected override render(): TemplateResult {
    return html`${this.heading('Webhooks')} ${this.renderError()}
      ${
        this.made
          ? html`<div class="note" role="status">
              <p>
                The secret that messages to <bdi>${this.made.url}</bdi> are signed with. It is not shown again: give it
                to that system now.
              </p>
              <code class="secret">${this.made.secret}</code>
            </div>`
          : nothing
      }
      ${
        this.items.length > 0
          ? this.#renderTable()
          : html`<p class="empty">${this.loaded ? 'No other system is told of contributions yet.' : ''}</p>`
      }
      ${this.open ? this.#renderFailed() : nothing}
      <h2 id="form-title">Tell another system</h2>
      <form class="stack" aria-labelledby="form-title" @submit=${this.#add}>
        <div>
          <label for="url"
            >Its address
            <span class="hint"
              >Where a CRM or a spreadsheet takes Standard Webhooks. Nothing personal is sent, only what happened and
              the id of the contribution</span
            ></label
          >
          <input id="url" name="url" type="url" required maxlength="2000" autocomplete="off" placeholder="https://" />
        </div>
        <fieldset>
          <legend>What it is told <span class="hint">None chosen: everything</span></legend>
          ${Object.entries(EVENTS).map(
            ([value, text]) =>
              html`<label class="check"> <input type="checkbox" name="events" value=${value} /> ${text} </label>`,
          )}
        </fieldset>
        ${
          this.campaign && !this.me.campaign
            ? html`<label class="check">
                <input type="checkbox" name="only" />
                <span>Of this campaign only: <bdi>${this.campaign.title}</bdi></span>
              </label>`
            : nothing
        }
        <button class="primary" aria-disabled=${this.busy}>Add</button>
      </form>
      <dialog aria-labelledby="dialog-title" @close=${this.#closed}>
        ${
          this.asked
            ? html`<h2 id="dialog-title">A new secret?</h2>
                <p><bdi>${this.asked.url}</bdi></p>
                <p>
                  It is shown once. Messages are signed with the secret of now, too, for 24 hours: give the new one to
                  that system until then.
                </p>
                <p class="bar">
                  <button class="primary" aria-disabled=${this.busy} @click=${this.#rotate}>Make it</button>
                  <button @click=${() => this.dialog.close()}>Leave it</button>
                </p>`
            : nothing
        }
      </dialog>
      ${this.renderQuestion()}`;
  }

  #renderTable(): TemplateResult {
    return html`<table>
      <caption class="vh">
        Systems that are told
      </caption>
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">Last took one</th>
          <th scope="col">State</th>
          <th scope="col"><span class="vh">What to do</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.items.map(
          (one) =>
            html`<tr>
              <td class="wide">
                <bdi>${one.url}</bdi>
                <span class="hint"
                  >${[
                    one.campaign ? `Of ${one.campaign} only` : 'Of every campaign',
                    ...(one.events ?? []).map((event) => EVENTS[event] ?? event),
                    ...(one.managed ? [] : ['set by whoever runs the server']),
                    ...(isAhead(one.oldSecretUntil)
                      ? [`the old secret holds until ${moment(one.oldSecretUntil)}`]
                      : []),
                  ].join(', ')}</span
                >
              </td>
              <td class="num">
                <span class="narrow">Last took one: </span>${one.deliveredAt ? moment(one.deliveredAt) : 'not yet'}
              </td>
              <td>
                <span class="state ${one.failed > 0 ? 'off' : 'good'}"
                  >${one.failed > 0 ? `${one.failed} failed` : one.waiting > 0 ? `${one.waiting} on the way` : 'Well'}</span
                >
              </td>
              <td class="acts">
                <button class="quiet" aria-disabled=${this.busy} @click=${() => this.#test(one)}>
                  Test<span class="vh"> ${one.url}</span>
                </button>
                ${
                  one.failed > 0
                    ? html`<button
                        class="quiet"
                        aria-expanded=${this.open === one.id ? 'true' : 'false'}
                        @click=${() => this.#show(one)}
                      >
                        What failed<span class="vh"> at ${one.url}</span>
                      </button>`
                    : nothing
                }
                ${
                  one.managed
                    ? html`<button class="quiet" aria-disabled=${this.busy} @click=${() => this.#ask(one)}>
                          New secret<span class="vh"> for ${one.url}</span>
                        </button>
                        <button class="quiet danger" aria-disabled=${this.busy} @click=${() => this.#askRemove(one)}>
                          Remove<span class="vh"> ${one.url}</span>
                        </button>`
                    : nothing
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #renderFailed(): TemplateResult {
    const one = this.items.find(({ id }) => id === this.open);
    return html`<h2 id="failed" tabindex="-1">What did not reach <bdi>${one?.url}</bdi></h2>
      ${
        this.failed.length === 0
          ? html`<p class="empty">Nothing is left: every message got through, or is on its way.</p>`
          : html`<p class="bar">
                <button class="primary" aria-disabled=${this.busy} @click=${() => this.#retry()}>Send all again</button>
              </p>
              <table aria-labelledby="failed">
                <thead>
                  <tr>
                    <th scope="col">Last tried</th>
                    <th scope="col">What</th>
                    <th scope="col">Why</th>
                    <th scope="col"><span class="vh">What to do</span></th>
                  </tr>
                </thead>
                <tbody>
                  ${this.failed.map(
                    (message) =>
                      html`<tr>
                        <td class="num">${moment(message.triedAt)}</td>
                        <td class="wide">
                          ${EVENTS[message.type.replace('contribution.', '')] ?? message.type}
                          <span class="hint">${message.contribution}</span>
                        </td>
                        <td>
                          ${message.outcome}
                          <span class="hint"
                            >${message.nextAt ? `Tried again ${moment(message.nextAt)}` : `Given up after ${message.attempts} tries`}</span
                          >
                        </td>
                        <td class="acts">
                          <button class="quiet" aria-disabled=${this.busy} @click=${() => this.#retry(message)}>
                            Send again<span class="vh"> ${message.contribution}</span>
                          </button>
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
      }`;
  }

  async #loadFailed(): Promise<void> {
    ({ items: this.failed } = await ask<{ items: Delivery[] }>('GET', `/webhooks/${part(this.open)}/deliveries`));
  }

  #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const events = data.getAll('events');
    const campaign = this.me.campaign ?? (data.get('only') ? this.campaign?.id : undefined);
    void this.attempt(async () => {
      this.made = await ask('POST', '/webhooks', {
        url: data.get('url'),
        ...(events.length > 0 ? { events } : {}),
        ...(campaign ? { campaign } : {}),
      });
      form.reset();
      await this.load();
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
    });
  };

  #ask(one: Webhook): void {
    this.asked = one;
    // Filled in first: the focus goes to what is in it.
    void this.updateComplete.then(() => {
      if (!this.dialog.open) this.dialog.showModal();
    });
  }

  #closed = (): void => {
    if (!this.dialog.open) this.asked = undefined; // told late, when it may be open again
  };

  #rotate = (): void => {
    const one = this.asked;
    if (!one) return;
    void this.attempt(async () => {
      try {
        this.made = await ask('POST', `/webhooks/${part(one.id)}/rotate`);
        await this.load();
      } finally {
        this.dialog.close(); // what went wrong is said on the page
      }
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
    });
  };

  #test(one: Webhook): void {
    void this.attempt(async () => {
      const { delivered, outcome } = await ask<{ delivered: boolean; outcome: string }>(
        'POST',
        `/webhooks/${part(one.id)}/test`,
      );
      this.say(`${one.url} ${delivered ? 'took the test message' : `did not take the test message: ${outcome}`}`);
    });
  }

  #show(one: Webhook): void {
    if (this.open === one.id) {
      this.open = '';
      return;
    }
    void this.attempt(async () => {
      this.open = one.id;
      await this.#loadFailed();
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#failed')?.focus();
    });
  }

  #retry(message?: Delivery): void {
    void this.attempt(async () => {
      const body = message ? { delivery: message.id } : {};
      await ask('POST', `/webhooks/${part(this.open)}/retry`, body);
      await this.load();
      this.renderRoot.querySelector<HTMLElement>('#failed')?.focus();
    }, 'Sent again within seconds');
  }

  #askRemove(one: Webhook): void {
    this.askFirst({
      title: 'Remove this receiver?',
      about: one.url,
      text: 'It is told nothing any more, and what it has not been told yet is dropped.',
      act: 'Remove the receiver',
      done: `${one.url} is told nothing any more`,
      work: async () => {
        await ask('DELETE', `/webhooks/${part(one.id)}`);
        if (this.made?.id === one.id) this.made = undefined;
        if (this.open === one.id) this.open = '';
        await this.load();
      },
    });
  }
}
