import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ApiError, type Me, type Summary } from './api.ts';
import { styles } from './styles.ts';

/** Asked before what cannot be taken back. */
interface Question {
  title: string;
  /** Of what. */
  about: string;
  /** What comes of it. */
  text: string;
  /** What the button says. */
  act: string;
  work: () => Promise<void>;
  /** Said when it was done. */
  done: string;
}

/** One page of the organiser's: it loads, says what went wrong, and says when something was done. */
export abstract class View extends LitElement {
  static override styles = styles;
  @property({ attribute: false }) me!: Me;
  @property({ attribute: false }) campaign?: Summary;
  @state() protected error: ApiError | undefined;
  @state() protected busy = false;
  @state() protected loaded = false;
  @state() private question: Question | undefined;
  @query('#sure') private sureDialog!: HTMLDialogElement;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(() => this.load());
  }

  protected override updated(changed: Map<string, unknown>): void {
    const before = changed.get('campaign') as Summary | undefined;
    if (before && before.id !== this.campaign?.id) void this.attempt(() => this.load());
  }

  protected abstract load(): Promise<void>;

  protected may(scope: string): boolean {
    return this.me.scopes.includes(scope);
  }

  /** Does something once at a time. @returns whether it worked */
  protected async attempt(work: () => Promise<void>, done?: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = undefined;
    try {
      await work();
      if (done) this.say(done);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
      if (error.status === 401) this.dispatchEvent(new Event('signed-out', { bubbles: true, composed: true }));
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.bad')?.focus();
      return false;
    } finally {
      this.busy = false;
      this.loaded = true;
    }
  }

  /** Told once, politely, and shown for whoever sees. */
  protected say(text: string): void {
    this.dispatchEvent(new CustomEvent('said', { detail: text, bubbles: true, composed: true }));
  }

  /**
   * Somebody else's numbers changed with ours.
   *
   * @param said to be said once they are read again, where this view may be gone by then
   */
  protected tellChanged(said?: string): void {
    this.dispatchEvent(new CustomEvent('campaigns-changed', { detail: said, bubbles: true, composed: true }));
  }

  protected renderError(): TemplateResult | typeof nothing {
    if (!this.error) return nothing;
    const { message, fields } = this.error;
    return html`<div class="note bad" role="alert" tabindex="-1">
      ${
        fields.length > 0
          ? html`<ul>
              ${fields.map(({ pointer, detail }) => html`<li>${pointer.replaceAll('/', ' ').trim()} ${detail}</li>`)}
            </ul>`
          : html`<p>${message}</p>`
      }
    </div>`;
  }

  /** Asks first. Left, the focus is where it was; done, what it was about is gone, and the focus is at the top. */
  protected askFirst(question: Question): void {
    this.error = undefined;
    this.question = question;
    // Filled in first: the focus goes to what is in it, and a second Enter takes nothing away.
    void this.updateComplete.then(() => {
      if (!this.sureDialog.open) this.sureDialog.showModal();
    });
  }

  protected renderQuestion(): TemplateResult {
    const { question } = this;
    return html`<dialog id="sure" aria-labelledby="sure-title" @close=${this.#left}>
      ${
        question
          ? html`<h2 id="sure-title">${question.title}</h2>
              <p><bdi>${question.about}</bdi></p>
              <p>${question.text}</p>
              <p class="bar">
                <button class="danger" aria-disabled=${this.busy} @click=${this.#sure}>${question.act}</button>
                <button autofocus @click=${() => this.sureDialog.close()}>Leave it</button>
              </p>`
          : nothing
      }
    </dialog>`;
  }

  #left = (): void => {
    if (!this.sureDialog.open) this.question = undefined; // told late, when it may be open again
  };

  #sure = (): void => {
    const { question } = this;
    if (!question) return;
    void this.attempt(async () => {
      try {
        await question.work();
      } finally {
        this.sureDialog.close(); // what went wrong is said on the page
      }
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
    }, question.done);
  };

  protected heading(text: string): TemplateResult {
    return html`<h1 tabindex="-1">${text}</h1>`;
  }
}

/** The fields of a form as text, without the empty ones. */
export function fieldsOf(event: SubmitEvent): Record<string, string> {
  event.preventDefault();
  const data = new FormData(event.target as HTMLFormElement);
  return Object.fromEntries(
    [...data].filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].trim() !== ''),
  );
}
