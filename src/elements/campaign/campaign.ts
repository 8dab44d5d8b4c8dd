import { ContextProvider } from '@lit/context';
import { LitElement, css, html, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { CampaignStore } from '../../data/store.ts';
import { coming } from '../../shared/coming.ts';
import { campaignContext, Consumer } from '../../shared/context.ts';
import { orNone } from '../../shared/converters.ts';
import { OwnStore } from '../../shared/own-store.ts';
import { presetStyles } from '../../shared/presets.styles.ts';
import { termsContext, termsConverter, type Terms } from '../../shared/terms.ts';

/**
 * Gives one campaign to every Cairn element inside it. Where several are nested the nearest wins.
 *
 * @summary One endpoint for everything inside.
 * @slot - The elements that show the campaign, and anything else.
 */
export class CampaignProvider extends LitElement {
  static override styles = [
    presetStyles,
    css`
      :host {
        display: contents;
      }
      :host([with-gap]) {
        display: flex;
        flex-direction: column;
        gap: 2.5em;
      }
      :host([hidden]) {
        display: none !important;
      }
    `,
  ];

  /** Where the campaign is: the address of a backend or of a JSON file, or a platform such as `opencollective:webpack`. A JSON child in a `<script type="application/json">` is used when it is empty. */
  @property() endpoint = '';

  /** Gives everything inside a made-up campaign in one state, without any request, while a page is built; the states are those of the elements. */
  @property() mock = '';

  /** A look for everything inside: `pine`, `ocean`, `plum`, `clay`, `sun` or `ink`. */
  @property({ converter: orNone, reflect: true }) preset = '';

  /** Puts what is inside below each other, with room between. Without it your page's own layout goes on inside. */
  @property({ type: Boolean, attribute: 'with-gap', reflect: true }) withGap = false;

  /** Words of your own for everything inside, by their names; as an attribute, JSON. Nested providers add to it. */
  @property({ converter: termsConverter }) terms: Terms = {};

  readonly #provider = new ContextProvider(this, { context: campaignContext });
  readonly #own = new OwnStore(() => this.#provide());
  readonly #terms = new ContextProvider(this, { context: termsContext });
  readonly #outer = new Consumer(this, {
    context: termsContext,
    subscribe: true,
    callback: () => this.#provideTerms(),
  });

  /** The campaign's store, for code of your own: its state, `subscribe`, `refresh`, `contribute`. */
  get store(): CampaignStore | undefined {
    const { value } = this.#provider;
    return value === coming ? undefined : value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#provide();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('endpoint') || changed.has('mock')) && this.hasUpdated) this.#provide();
    if (changed.has('terms')) this.#provideTerms();
  }

  protected override render(): unknown {
    return html`<slot @slotchange=${this.#provide}></slot>`;
  }

  #provideTerms(): void {
    this.#terms.setValue({ ...this.#outer.value, ...this.terms });
  }

  readonly #provide = (): void => {
    if (this.isConnected) this.#provider.setValue(this.#own.resolve(this));
  };
}
