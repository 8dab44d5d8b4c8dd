/*
 * `with-structured-data`: tells search engines, in the words of schema.org, who asks for what. Once per campaign,
 * however many elements show it, and gone with the last of them. Fetched only where it is asked for.
 */
import { html, render } from 'lit';
import type { Campaign } from '../data/schema.ts';

/** Who asked, and for which campaign. */
const users = new Map<object, string>();
const scripts = new Map<string, { script: HTMLScriptElement; text: string }>();

/** `user` shows this campaign; undefined: nothing any more. */
export function describe(user: object, campaign: Campaign | undefined): void {
  const before = users.get(user);
  if (campaign) {
    users.set(user, campaign.id);
    write(campaign);
  } else users.delete(user);
  if (before === undefined || before === campaign?.id || [...users.values()].includes(before)) return;
  scripts.get(before)?.script.remove();
  scripts.delete(before);
}

function write(campaign: Campaign): void {
  // Figures change often and search engines read once: they are left out.
  const text = JSON.stringify(linkedData(campaign)).replaceAll('<', '\\u003c');
  const known = scripts.get(campaign.id);
  if (known?.text === text) return;
  known?.script.remove();
  const script = emptyScript();
  script.append(document.createTextNode(text));
  document.head.append(script);
  scripts.set(campaign.id, { script, text });
}

/**
 * Out of a template, because Chromium looks at the text of any other new script under Trusted Types, of one that is data
 * as well. A script that came out of a template has had its chance to run, and its text is not looked at.
 */
function emptyScript(): HTMLScriptElement {
  const box = document.createElement('div');
  render(html`<script type="application/ld+json"></script>`, box);
  return box.querySelector('script')!;
}

/** The campaign as schema.org has it: a project of an organisation, and the actions it invites to. */
export function linkedData(campaign: Campaign): object {
  const { organization, mission, pathways } = campaign;
  const url = mission.url ?? document.baseURI.replace(/[?#].*/, '');
  const id = (name: string) => `${url}#${name}`;
  const ngo = {
    '@type': organization.registration ? 'NGO' : 'Organization',
    '@id': id('organization'),
    name: organization.name,
    url: organization.url,
    logo: organization.logo?.src,
    identifier: organization.registration && {
      '@type': 'PropertyValue',
      propertyID: organization.registration.scheme,
      value: organization.registration.number,
    },
  };
  const project = {
    '@type': 'Project',
    '@id': id('project'),
    name: mission.title,
    description: mission.statement || undefined,
    url,
    image: mission.image?.src,
    parentOrganization: { '@id': ngo['@id'] },
    foundingDate: campaign.startsAt?.slice(0, 10),
    dissolutionDate: campaign.endsAt?.slice(0, 10),
  };
  const gifts = pathways
    .filter(({ kind }) => kind === 'donate')
    .map(({ id: pathway, label, description, unit, min, scale }) => ({
      '@type': 'DonateAction',
      '@id': id(`donate-${pathway}`),
      name: label,
      description,
      recipient: { '@id': ngo['@id'] },
      object: { '@id': project['@id'] },
      target: { '@type': 'EntryPoint', urlTemplate: url },
      priceSpecification: { '@type': 'PriceSpecification', priceCurrency: unit, minPrice: min && min / 10 ** scale },
    }));
  return { '@context': 'https://schema.org', '@graph': [ngo, project, ...(campaign.status === 'ended' ? [] : gifts)] };
}
