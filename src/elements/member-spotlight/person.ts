import { html, nothing, type TemplateResult } from 'lit';
import type { Member } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { formatDate } from '../../shared/dates.ts';
import { part } from '../../shared/part.ts';
import { displayName, picture, standIn } from '../../shared/people.ts';
import { medalIcon, roleStones } from './drawings.ts';
import type { View } from './view.ts';
import { figuresOf, fold } from './words.ts';

const QUOTE = part(() => import('./quote.ts'));
const STORY = part(() => import('./story.ts'));

const ROLES: Record<Member['role'], Term> = {
  leader: 'roleLeader',
  ambassador: 'roleAmbassador',
  member: 'roleMember',
};

export const nameOf = (view: View, { name }: { name?: string | undefined }): string =>
  displayName(name ?? '', view.names);

/** A face says who somebody is as plainly as a name does. */
export const showsFaces = ({ names }: View): boolean => names === 'full' || names === 'first-initial';

/** The recording of somebody, where there is another way to learn what is said in it and the name may be known. */
export const storyOf = ({ names }: View, { media }: Member): Member['media'] =>
  names === 'full' && media && (media.transcript || (media.kind === 'video' && media.captions.length > 0))
    ? media
    : undefined;

export function renderPortrait(view: View, member: Member, load = true): TemplateResult {
  const image = showsFaces(view) ? member.image : undefined;
  // The text beside a picture may hold the whole name.
  const alt = view.names === 'full' ? (image?.alt ?? '') : '';
  const story = view.open.has(`story-${member.id}`) && storyOf(view, member);
  return html`<div class="portrait-frame" part="portrait-frame">
    ${image && load ? picture(image, alt) : nothing}${standIn(nameOf(view, member))}${
      story ? view.use(STORY)?.renderPlayer(view, member, story) : nothing
    }
  </div>`;
}

export function renderName(view: View, member: Member): unknown {
  const name = nameOf(view, member);
  if (!name) return view.term('anonymous');
  const text = html`<bdi>${name}</bdi>`;
  return member.url && view.names === 'full'
    ? html`<a href=${member.url} rel="nofollow ugc noopener noreferrer" referrerpolicy="no-referrer">${text}</a>`
    : text;
}

export function renderRole(view: View, member: Member, label = view.term(ROLES[member.role])): TemplateResult {
  return html`<span class="role" part="role">${roleStones(member.role)}<bdi>${label}</bdi></span>`;
}

/** What somebody says and did, beside their portrait. */
export function renderWords(view: View, member: Member): TemplateResult {
  const { locale, now } = view;
  const facts = figuresOf(member, view);
  const story = storyOf(view, member);
  // A day that has not come, or that no calendar has, says nothing.
  const since = Date.parse(member.since ?? '') <= now && formatDate(member.since!, locale, now);
  return html`<div class="words" part="words">
    ${member.quote || member.story ? renderText(view, member) : nothing}
    <div class="foot">
      <div>
        <p class="name" part="name">${renderName(view, member)}</p>
        ${renderRole(view, member, member.roleLabel)}
        ${since ? html`<p class="xs muted">${view.term('spotlightSince', { date: since })}</p>` : nothing}
      </div>
      ${
        facts.length > 0
          ? html`<dl class="facts" part="facts">
              ${facts.slice(0, 3).map(
                ({ figure, label }) =>
                  html`<div>
                    <dt><bdi>${label}</bdi></dt>
                    <dd class="num">${figure}</dd>
                  </div>`,
              )}
            </dl>`
          : nothing
      }
    </div>
    ${
      member.recognition.length > 0
        ? html`<ul class="badges" part="badges" role="list">
            ${member.recognition
              .slice(0, 6)
              .map(
                ({ id, label }) =>
                  html`<li><span class="medal" part="medal">${medalIcon(id)}</span><bdi>${label}</bdi></li>`,
              )}
          </ul>`
        : nothing
    }${story ? view.use(STORY)?.renderButton(view, member, story) : nothing}
  </div>`;
}

/** The quote, or the story of who is not quoted; a long one is unfolded on demand. */
function renderText(view: View, member: Member): TemplateResult {
  const text = member.quote || member.story!;
  const { head, rest } = fold(text);
  const long = rest && view.use(QUOTE)?.renderLong(view, member, head, rest);
  if (long) return long;
  const content = html`<bdi>${head}${rest ? '…' : ''}</bdi>`;
  return member.quote
    ? html`<blockquote
        class=${rest ? 'quote long' : 'quote'}
        part="quote"
        lang=${member.lang ?? view.campaign.locale ?? nothing}
      >
        ${content}
      </blockquote>`
    : html`<p class="story">${content}</p>`;
}
