import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { amount, ask, day, moment, part, type Entry } from './api.ts';
import { fieldsOf, View } from './view.ts';

const STATES: Record<string, string> = {
  recorded: 'Recorded',
  awaiting_payment: 'Waiting for payment',
  confirmed: 'Confirmed',
  failed: 'Declined',
  expired: 'Expired',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
};

type Act = 'confirm' | 'refund' | 'forget';

const QUESTIONS: Record<Act, { title: string; text: string; button: string }> = {
  confirm: {
    title: 'Has the money arrived?',
    text: 'It counts from now on, and everybody sees it.',
    button: 'Confirm',
  },
  refund: {
    title: 'Take it off the total?',
    text: 'No payment is made here: send the money back first. It leaves the total and the public list.',
    button: 'Mark as refunded',
  },
  forget: {
    title: 'Erase this person?',
    text: 'Name, address, message and answers of this contribution go for good. The amount stays in the total.',
    button: 'Erase for good',
  },
};

/** Money that may still come: a payment that was begun, or a promise. */
const isAwaited = ({ state, kind }: Entry): boolean =>
  ['awaiting_payment', 'expired', 'failed'].includes(state) || (state === 'recorded' && kind === 'pledge');

/** Contributions with state and search; confirm, refund, erase. */
export class ContributionsView extends View {
  @state() private items: Entry[] = [];
  @state() private next: string | null = null;
  @state() private asked: { q?: string; state?: string } = {};
  @state() private open: Entry | undefined;
  @state() private act: Act | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override async load(): Promise<void> {
    const page = await this.#fetch();
    this.items = page.items;
    this.next = page.next;
  }

  #fetch(cursor?: string): Promise<{ items: Entry[]; next: string | null }> {
    const path = `/campaigns/${part(this.campaign!.id)}/contributions/search`;
    return ask('POST', path, { ...this.asked, limit: 25, ...(cursor ? { cursor } : {}) });
  }

  protected override render(): TemplateResult {
    return html`${this.heading('Contributions')} ${this.renderError()}
      <form class="bar" role="search" @submit=${this.#search}>
        <div class="grow">
          <label for="q">Search</label>
          <input id="q" name="q" type="search" autocomplete="off" maxlength="254" aria-describedby="q-hint" />
          <span class="hint" id="q-hint"
            >Receipt, part of a name${this.may('people') ? ', or an e-mail address' : ''}</span
          >
        </div>
        <div>
          <label for="state">State</label>
          <select id="state" name="state" aria-describedby="state-hint">
            <option value="">Every state</option>
            ${Object.entries(STATES).map(([value, text]) => html`<option value=${value}>${text}</option>`)}
          </select>
          <span class="hint" id="state-hint">${this.campaign!.waiting} waiting</span>
        </div>
        <div>
          <button class="primary" aria-disabled=${this.busy}>Search</button>
          <span class="hint">&nbsp;</span>
        </div>
        <div>
          <a class="button" href="/v1/admin/campaigns/${part(this.campaign!.id)}/export.csv" download>Export CSV</a>
          <span class="hint">&nbsp;</span>
        </div>
      </form>
      ${this.items.length > 0 ? this.#renderTable() : html`<p class="empty">${this.loaded ? this.#emptyText : ''}</p>`}
      ${this.next === null ? nothing : html`<p><button @click=${this.#more} aria-disabled=${this.busy}>Show more</button></p>`}
      <dialog aria-labelledby="dialog-title" @close=${this.#closed}>${this.#renderDialog()}</dialog>`;
  }

  get #emptyText(): string {
    const { q, state } = this.asked;
    if (this.next !== null) return 'Not among the newest. "Show more" looks at older ones.';
    return q || state ? 'Nothing fits this search.' : 'No contribution yet. Each appears here as it comes in.';
  }

  #renderTable(): TemplateResult {
    return html`<table>
      <caption class="vh">
        Contributions, newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">State</th>
          <th scope="col"><span class="vh">What to do</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.items.map(
          (entry) =>
            html`<tr>
              <td class="num">${day(entry.at)}</td>
              <td class="wide">
                <bdi>${entry.name ?? (entry.renews ? 'Renewal' : 'No name')}</bdi>${
                  entry.suspect ? html` <span class="hint">Filled in what only a robot sees</span>` : nothing
                }
              </td>
              <td class="num">
                ${amount(entry.quantity) || entry.kind}${entry.frequency && entry.frequency !== 'once' ? ` ${entry.frequency}` : ''}
              </td>
              <td><span class="state ${toneOf(entry.state)}">${STATES[entry.state] ?? entry.state}</span></td>
              <td class="acts">
                ${
                  this.may('money') && isAwaited(entry)
                    ? html`<button class="quiet" @click=${() => this.#ask(entry, 'confirm')}>
                        Confirm<span class="vh"> ${entry.receipt}</span>
                      </button>`
                    : nothing
                }
                <button class="quiet" @click=${() => this.#ask(entry)}>
                  Details<span class="vh"> of ${entry.receipt}</span>
                </button>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #renderDialog(): TemplateResult | typeof nothing {
    const entry = this.open;
    if (!entry) return nothing;
    if (this.act) {
      const { title, text, button } = QUESTIONS[this.act];
      return html`<h2 id="dialog-title">${title}</h2>
        <p>${entry.receipt}, ${amount(entry.quantity) || entry.kind}, <bdi>${entry.name ?? 'no name'}</bdi></p>
        <p>${text}</p>
        ${this.renderError()}
        <p class="bar">
          <button class=${this.act === 'confirm' ? 'primary' : 'danger'} aria-disabled=${this.busy} @click=${this.#do}>
            ${button}
          </button>
          <button @click=${() => this.dialog.close()}>Leave it</button>
        </p>`;
    }
    const { person = {} } = entry;
    const row = (name: string, value: string | undefined) =>
      value
        ? html`<dt>${name}</dt>
            <dd><bdi>${value}</bdi></dd>`
        : nothing;
    return html`<h2 id="dialog-title">${entry.receipt}</h2>
      <dl>
        ${row('State', STATES[entry.state] ?? entry.state)} ${row('When', moment(entry.at))}
        ${row('What', [amount(entry.quantity) || entry.kind, entry.frequency].filter(Boolean).join(', '))}
        ${row('Way in', entry.pathwayId)} ${row('Name', entry.name)} ${row('E-mail', person.email)}
        ${row('Message', person.message)} ${row('Promised for', person.due)}
        ${row('Actions', entry.actions?.join(', '))} ${row('Dates', entry.shifts?.join(', '))}
        ${Object.entries(person.fields ?? {}).map(([id, value]) =>
          row(id, typeof value === 'object' ? JSON.stringify(value) : String(value)),
        )}
        ${(person.consents ?? []).map((consent) =>
          row(
            consent.granted ? 'Agreed to' : 'Did not agree to',
            `${consent.text ?? consent.id} (${consent.version}, ${moment(consent.at)})`,
          ),
        )}
        ${row(
          'Came from',
          Object.entries(person.source ?? {})
            .map(([name, value]) => `${name}=${value}`)
            .join(' '),
        )}
        ${row('Payment', entry.provider)} ${row('Renews', entry.renews)} ${row('Id', entry.id)}
      </dl>
      <p class="bar">
        ${
          this.may('money') && entry.state === 'confirmed'
            ? html`<button @click=${() => this.#ask(entry, 'refund')}>Refund</button>`
            : nothing
        }
        ${
          this.may('people') && (entry.name !== undefined || person.email !== undefined)
            ? html`<button class="danger" @click=${() => this.#ask(entry, 'forget')}>Erase person</button>`
            : nothing
        }
        <button @click=${() => this.dialog.close()}>Close</button>
      </p>`;
  }

  #search = async (event: SubmitEvent): Promise<void> => {
    this.asked = fieldsOf(event);
    if (await this.attempt(() => this.load()))
      this.say(`${this.items.length}${this.next === null ? '' : ' or more'} found`);
  };

  #more = (): void => {
    void this.attempt(async () => {
      const first = this.items.length;
      const page = await this.#fetch(this.next!);
      this.items = [...this.items, ...page.items];
      this.next = page.next;
      await this.updateComplete;
      this.renderRoot.querySelectorAll<HTMLElement>('tbody tr')[first]?.querySelector('button')?.focus();
    }, 'More shown');
  };

  #ask(entry: Entry, act?: Act): void {
    this.error = undefined;
    this.open = entry;
    this.act = act;
    // Filled in first: the focus goes to what is in it.
    void this.updateComplete.then(() => {
      if (!this.dialog.open) this.dialog.showModal();
    });
  }

  #do = (): void => {
    const { open: entry, act } = this;
    if (!entry || !act) return;
    void this.attempt(
      async () => {
        if (act === 'forget') await ask('POST', '/forget', { contribution: entry.id });
        else await ask('POST', `/contributions/${part(entry.id)}/${act}`);
        const now = await ask<Entry>('GET', `/contributions/${part(entry.id)}`);
        this.items = this.items.map((one) => (one.id === now.id ? now : one));
        this.dialog.close();
        this.tellChanged();
      },
      act === 'confirm'
        ? `${entry.receipt} is confirmed`
        : act === 'refund'
          ? `${entry.receipt} is refunded`
          : 'Erased',
    );
  };

  #closed = (): void => {
    if (this.dialog.open) return; // told late, when it may be open again
    this.open = undefined;
    this.act = undefined;
    this.error = undefined;
  };
}

function toneOf(state: string): string {
  return ['confirmed', 'recorded'].includes(state) ? 'good' : state === 'awaiting_payment' ? '' : 'off';
}
