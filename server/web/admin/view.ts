import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ApiError, type Me, type Summary } from './api.ts';
import { styles } from './styles.ts';

/** One page of the organiser's: it loads, says what went wrong, and says when something was done. */
export abstract class View extends LitElement {
  static override styles = styles;
  @property({ attribute: false }) me!: Me;
  @property({ attribute: false }) campaign?: Summary;
  @state() protected error: ApiError | undefined;
  @state() protected busy = false;
  @state() protected loaded = false;

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
