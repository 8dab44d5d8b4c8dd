/** The organiser's page at /admin: sign in with a key, choose a campaign, do what the key may do. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { ask, ApiError, part, type Me, type Summary } from './admin/api.ts';
import { ContributionsView } from './admin/contributions.ts';
import { KeysView } from './admin/keys.ts';
import { MembersView } from './admin/members.ts';
import { OverviewView } from './admin/overview.ts';
import { styles } from './admin/styles.ts';
import { UpdatesView } from './admin/updates.ts';
import { WebhooksView } from './admin/webhooks.ts';

const VIEWS = {
  overview: 'Overview',
  contributions: 'Contributions',
  members: 'Members',
  updates: 'Updates',
  keys: 'Keys',
  webhooks: 'Webhooks',
};
/** Of the whole server, and for keys with the scope of the same name. */
const WHOLE = ['keys', 'webhooks'];
type Name = keyof typeof VIEWS;

class Admin extends LitElement {
  static override styles = [
    ...styles,
    css`
      header {
        border-block-end: 1px solid var(--_hair);
      }
      header > div,
      main {
        max-inline-size: 64rem;
        margin: 0 auto;
        padding-inline: clamp(1rem, 4vw, 2.5rem);
      }
      header > div {
        padding-block: 1rem 0;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75em 1.25em;
        align-items: center;
        margin: 0 0 0.5rem;
      }
      .brand {
        font-weight: 600;
        margin: 0;
      }
      .top select {
        inline-size: auto;
        max-inline-size: min(24em, 100%);
      }
      .who {
        margin-inline-start: auto;
        display: flex;
        gap: 0.75em;
        align-items: center;
      }
      nav {
        display: flex;
        gap: 0.25em;
        overflow-x: auto;
        margin-inline: -0.75em;
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-block-size: 44px;
        padding: 0 0.75em;
        text-decoration: none;
        border-block-end: 3px solid transparent;
        white-space: nowrap;
      }
      nav a:hover {
        background: var(--_tint);
      }
      nav a[aria-current] {
        font-weight: 600;
        border-block-end-color: var(--_mark);
      }
      nav a:focus-visible {
        outline-offset: -3px;
      }
      main {
        padding-block: 2rem 4rem;
      }
      .said {
        min-block-size: 1.5em;
        margin: 0;
        color: var(--_muted);
      }
      .signin {
        max-inline-size: 26rem;
        padding-block-start: clamp(2rem, 12vh, 8rem);
      }
    `,
  ];

  @state() private me: Me | undefined;
  @state() private campaigns: Summary[] = [];
  @state() private chosen = '';
  @state() private view: Name = 'overview';
  @state() private said = '';
  @state() private error = '';
  @state() private phase: 'asking' | 'out' | 'in' = 'asking';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#route);
    this.addEventListener('signed-out', this.#out);
    this.addEventListener('said', this.#say as EventListener);
    this.addEventListener('campaigns-changed', this.#changed as EventListener);
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#route);
  }

  get #campaign(): Summary | undefined {
    return this.campaigns.find(({ id }) => id === this.chosen);
  }

  protected override render(): TemplateResult {
    if (this.phase === 'asking') return html`<main aria-busy="true"></main>`;
    return this.phase === 'out' ? this.#renderSignIn() : this.#renderIn();
  }

  #renderSignIn(): TemplateResult {
    return html`<main class="signin">
      <h1 tabindex="-1">Sign in</h1>
      ${this.error ? html`<div class="note bad" role="alert" id="error"><p>${this.error}</p></div>` : nothing}
      <form class="stack" @submit=${this.#signIn}>
        <!-- What a password manager files the key under. -->
        <input type="text" name="username" autocomplete="username" value="Cairn" hidden />
        <div>
          <label for="key"
            >Your key
            <span class="hint"
              >Begins with cairn_. Whoever runs the server makes one: npm run cairn -- key new "Your name"</span
            ></label
          >
          <input
            id="key"
            name="key"
            type="password"
            required
            autocomplete="current-password"
            spellcheck="false"
            aria-invalid=${this.error ? 'true' : nothing}
            aria-describedby=${this.error ? 'error' : nothing}
          />
        </div>
        <button class="primary">Sign in</button>
      </form>
    </main>`;
  }

  #renderIn(): TemplateResult {
    const names = (Object.keys(VIEWS) as Name[]).filter((name) =>
      WHOLE.includes(name) ? this.me!.scopes.includes(name) : this.#campaign,
    );
    return html`<header>
        <div>
          <div class="top">
            <p class="brand">Cairn</p>
            ${
              this.campaigns.length > 1
                ? html`<select aria-label="Campaign" @change=${this.#choose}>
                    ${this.campaigns.map(({ id, title }) => html`<option value=${id} ?selected=${id === this.chosen}>${title}</option>`)}
                  </select>`
                : html`<span class="muted"><bdi>${this.#campaign?.organization}</bdi></span>`
            }
            <div class="who">
              <bdi class="muted s">${this.me!.name}</bdi>
              <button class="quiet" @click=${this.#signOut}>Sign out</button>
            </div>
          </div>
          <nav aria-label="Parts">
            ${names.map(
              (name) =>
                html`<a href="#/${part(this.chosen)}/${name}" aria-current=${name === this.view ? 'page' : nothing}
                  >${VIEWS[name]}</a
                >`,
            )}
          </nav>
        </div>
      </header>
      <main>
        <p class="said s" role="status">${this.said}</p>
        ${this.#renderView()}
      </main>`;
  }

  #renderView(): TemplateResult {
    const { me } = this;
    const campaign = this.#campaign;
    if (this.view === 'keys') return html`<cairn-admin-keys .me=${me!} .campaign=${campaign}></cairn-admin-keys>`;
    if (this.view === 'webhooks')
      return html`<cairn-admin-webhooks .me=${me!} .campaign=${campaign}></cairn-admin-webhooks>`;
    if (!campaign)
      return html`<h1 tabindex="-1">No campaign yet</h1>
        <p>Load one from its file: npm run cairn -- import my-campaign.json</p>`;
    switch (this.view) {
      case 'contributions':
        return html`<cairn-admin-contributions .me=${me!} .campaign=${campaign}></cairn-admin-contributions>`;
      case 'members':
        return html`<cairn-admin-members .me=${me!} .campaign=${campaign}></cairn-admin-members>`;
      case 'updates':
        return html`<cairn-admin-updates .me=${me!} .campaign=${campaign}></cairn-admin-updates>`;
      default:
        return html`<cairn-admin-overview .me=${me!} .campaign=${campaign}></cairn-admin-overview>`;
    }
  }

  async #begin(): Promise<void> {
    try {
      const me = await ask<Me | undefined>('GET', '/session');
      if (!me) {
        this.phase = 'out'; // nobody has signed in yet
        return;
      }
      this.me = me;
      await this.#load();
      this.phase = 'in';
      this.#route();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error.status === 401 ? '' : error.message;
      this.phase = 'out';
    }
  }

  async #load(): Promise<void> {
    if (this.me?.scopes.includes('read'))
      ({ items: this.campaigns } = await ask<{ items: Summary[] }>('GET', '/campaigns'));
  }

  #signIn = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const key = new FormData(form).get('key');
    try {
      await ask('POST', '/session', { key });
      form.reset();
      this.error = '';
      await this.#begin();
      await this.#focus();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error.status === 401 ? 'This key does not work. Check that all of it was copied.' : error.message;
      this.renderRoot.querySelector<HTMLElement>('#key')?.focus();
    }
  };

  #signOut = async (): Promise<void> => {
    await ask('DELETE', '/session').catch(() => undefined);
    this.#out();
  };

  #out = (): void => {
    this.me = undefined;
    this.campaigns = [];
    this.said = '';
    this.phase = 'out';
    void this.#focus();
  };

  #say = (event: CustomEvent<string>): void => {
    this.said = event.detail;
  };

  #changed = ({ detail }: CustomEvent<string | undefined>): void => void this.#again(detail);

  async #again(said: string | undefined): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) this.#out(); // a key of one campaign goes with it
      return;
    }
    if (!this.#campaign) this.#route();
    if (said) this.said = said;
  }

  #choose = (event: Event): void => {
    location.hash = `#/${part((event.target as HTMLSelectElement).value)}/${this.view}`;
  };

  #route = (): void => {
    if (this.phase !== 'in') return;
    const [, campaign = '', view = ''] = location.hash.split('/');
    const isThere = (one: string) => this.campaigns.some(({ id }) => id === one);
    const before = `${this.chosen}/${this.view}`;
    // The one in the address, which a reload and a bookmark keep; else the one that was chosen, or where something happened last.
    this.chosen = [decoded(campaign), this.chosen].find(isThere) ?? latestOf(this.campaigns)?.id ?? '';
    this.view = Object.hasOwn(VIEWS, view) ? (view as Name) : 'overview';
    const address = `#/${part(this.chosen)}/${this.view}`;
    if (this.chosen && location.hash !== address) history.replaceState(null, '', address);
    if (before === `${this.chosen}/${this.view}` || before === '/overview') return;
    this.said = '';
    void this.#focus();
  };

  /** A new view is told by its heading. */
  async #focus(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    const view = this.renderRoot.querySelector<LitElement>('main > :not(p)');
    await view?.updateComplete;
    (view?.shadowRoot?.querySelector('h1') ?? this.renderRoot.querySelector<HTMLElement>('h1'))?.focus();
  }
}

/** Where something was changed or given last. */
function latestOf(campaigns: readonly Summary[]): Summary | undefined {
  return [...campaigns].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

customElements.define('cairn-admin-contributions', ContributionsView);
customElements.define('cairn-admin-members', MembersView);
customElements.define('cairn-admin-updates', UpdatesView);
customElements.define('cairn-admin-keys', KeysView);
customElements.define('cairn-admin-webhooks', WebhooksView);
customElements.define('cairn-admin-overview', OverviewView);
customElements.define('cairn-admin', Admin);
