import { html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { ask, day, part, type MemberRecord } from './api.ts';
import { fieldsOf, View } from './view.ts';

/** Members: who is shown, what they agreed to; add, change, erase. */
export class MembersView extends View {
  @state() private items: MemberRecord[] = [];
  @state() private edited: MemberRecord | undefined;
  @state() private shown = false;
  @state() private erased: MemberRecord | undefined;
  @query('dialog') private dialog!: HTMLDialogElement;

  get #path(): string {
    return `/campaigns/${part(this.campaign!.id)}/members`;
  }

  protected override async load(): Promise<void> {
    ({ items: this.items } = await ask<{ items: MemberRecord[] }>('GET', this.#path));
  }

  protected override render(): TemplateResult {
    return html`${this.heading('Members')} ${this.renderError()}
      ${this.items.length === 0 ? html`<p class="empty">${this.loaded ? 'No member yet.' : ''}</p>` : this.#renderTable()}
      ${this.may('edit') ? this.#renderForm() : nothing}
      <dialog aria-labelledby="dialog-title" @close=${() => (this.erased = undefined)}>
        <h2 id="dialog-title">Erase <bdi>${this.erased?.member.name}</bdi>?</h2>
        <p>
          They leave the page and every open window at once. Loading the campaign’s file again does not bring them back.
        </p>
        <p class="bar">
          <button class="danger" aria-disabled=${this.busy} @click=${this.#erase}>Erase for good</button>
          <button @click=${() => this.dialog.close()}>Leave them</button>
        </p>
      </dialog>`;
  }

  #renderTable(): TemplateResult {
    return html`<table>
      <caption class="vh">
        Members
      </caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Shown</th>
          <th scope="col">Agreed to</th>
          <th scope="col"><span class="vh">What to do</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.items.map(
          (one) =>
            html`<tr>
              <td>
                <bdi>${one.member.name}</bdi>${one.email ? html`<span class="hint">${one.email}</span>` : nothing}
              </td>
              <td><span class="state ${one.shown ? 'good' : 'off'}">${one.shown ? 'Shown' : 'Not shown'}</span></td>
              <td class="wide">
                ${one.agreed ? `${one.agreed.text} (${one.agreed.version}, ${day(one.agreed.at)})` : one.member.consent ? 'As in the campaign’s file' : ''}
              </td>
              <td class="acts">
                ${
                  this.may('edit')
                    ? html`<button class="quiet" @click=${() => this.#edit(one)}>
                        Change<span class="vh"> ${one.member.name}</span>
                      </button>`
                    : nothing
                }
                ${
                  this.may('people')
                    ? html`<button class="quiet danger" @click=${() => this.#askErase(one)}>
                        Erase<span class="vh"> ${one.member.name}</span>
                      </button>`
                    : nothing
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #renderForm(): TemplateResult {
    const { member, email } = this.edited ?? {};
    return html`<h2 id="form-title">${member ? html`Change <bdi>${member.name}</bdi>` : 'Add a member'}</h2>
      <form class="stack" aria-labelledby="form-title" @submit=${this.#save}>
        <div>
          <label for="name">Name</label>
          <input id="name" name="name" required maxlength="200" autocomplete="off" .value=${member?.name ?? ''} />
        </div>
        <div>
          <label for="role">Role</label>
          <select id="role" name="role" .value=${member?.role ?? 'member'}>
            <option value="member">Member</option>
            <option value="ambassador">Ambassador</option>
            <option value="leader">Leader</option>
          </select>
        </div>
        <div>
          <label for="quote">What they say</label>
          <textarea id="quote" name="quote" maxlength="4000" .value=${member?.quote ?? ''}></textarea>
        </div>
        ${
          this.may('people')
            ? html`<div>
                <label for="email"
                  >E-mail <span class="hint">Never shown; finds them again when they ask to be erased</span></label
                >
                <input id="email" name="email" type="email" autocomplete="off" .value=${email ?? ''} />
              </div>`
            : nothing
        }
        <label class="check">
          <input
            type="checkbox"
            name="shown"
            .checked=${this.shown}
            @change=${(event: Event) => (this.shown = (event.target as HTMLInputElement).checked)}
          />
          They agreed to be shown to everybody
        </label>
        ${
          this.shown
            ? html`<div>
                <label for="agreed">The words they agreed to <span class="hint">Kept with today’s date</span></label>
                <textarea
                  id="agreed"
                  name="agreed"
                  maxlength="2000"
                  .value=${this.edited?.agreed?.text ?? ''}
                ></textarea>
              </div>`
            : nothing
        }
        <p class="bar">
          <button class="primary" aria-disabled=${this.busy}>${member ? 'Save' : 'Add'}</button>
          ${member ? html`<button type="button" @click=${() => this.#edit(undefined)}>Leave as it was</button>` : nothing}
        </p>
      </form>`;
  }

  #edit(one: MemberRecord | undefined): void {
    this.edited = one;
    this.shown = one?.member.consent !== undefined;
    this.renderRoot.querySelector('form')?.reset();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#name')?.focus());
  }

  #save = (event: SubmitEvent): void => {
    const { name = '', role, quote, email, agreed } = fieldsOf(event);
    const before = this.edited?.member;
    const id = before?.id ?? `m-${crypto.randomUUID().slice(0, 8)}`;
    const { consent, quote: _, ...rest } = before ?? ({} as MemberRecord['member']);
    const member = {
      ...rest,
      name,
      role,
      ...(quote ? { quote } : {}),
      ...(this.shown ? { consent: consent ?? { scope: 'public' } } : {}),
    };
    const version = new Date().toISOString().slice(0, 10);
    const words =
      // Words they had agreed to before they took it back are agreed to anew.
      this.shown && agreed && (!consent || agreed !== this.edited?.agreed?.text)
        ? { agreed: { text: agreed, version } }
        : {};
    void this.attempt(async () => {
      await ask('PUT', `${this.#path}/${part(id)}`, { member, ...(email ? { email } : {}), ...words });
      this.#edit(undefined);
      await this.load();
    }, `${name} saved`);
  };

  #askErase(one: MemberRecord): void {
    this.erased = one;
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  #erase = (): void => {
    const one = this.erased;
    if (!one) return;
    void this.attempt(async () => {
      await ask('POST', '/forget', { member: one.member.id, campaign: this.campaign!.id });
      await this.load();
      this.dialog.close();
    }, 'Erased');
  };
}
