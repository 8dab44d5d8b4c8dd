import { sample } from '../../test/helpers/sample.ts';
import { StoryStore, shown } from '../helpers/campaign.ts';
import { fill, meta, story, withPathway } from './element.ts';

export default { title: 'Contribution form/Options', ...meta };

export const Give = story('Choose a rhythm and an amount, see what it does, say who you are, send.');
export const Pledge = story('A promise by a day; nothing is paid.', { args: { pathway: 'pledge' } });
export const Volunteer = story('Hours by steps and dated places; a full one takes names for its list.', {
  args: { pathway: 'volunteer' },
});
export const Act = story('Things to do, with how many have done them.', { args: { pathway: 'act' } });
export const ShareAnIdea = story('Words alone: nothing is counted but that they came.', {
  args: { pathway: 'idea' },
  store: () => {
    const idea = { id: 'idea', kind: 'share', label: 'Share', unit: 'ideas', scale: 0 } as const;
    return new StoryStore(shown(sample({ pathways: [...sample().pathways!, idea] })));
  },
});
export const Steps = story('One thing after the other, with a way back that keeps everything.', {
  args: { layout: 'steps' },
});
export const StepsReview = story('The last step repeats what is about to be sent, each line with a way to change it.', {
  args: { layout: 'steps' },
  play: async ({ root, click, find }) => {
    await click('.turns .primary');
    await find('[name="email"]');
    await fill(root, { name: 'Maren Oduya', email: 'maren@example.org' });
    await click('.turns .primary');
    await find('.review');
  },
});
export const OpenedByButton = story('A button where there is no room, and the form in a dialog of the browser’s own.', {
  args: { display: 'button' },
  play: async ({ click, find }) => {
    await find('[part~="opener"]');
    await click('[part~="opener"]');
    await find('dialog[open] .submit');
  },
});
export const Plain = story('Without a ground of its own, bare on the page.', { args: { surface: 'plain' } });
export const OnePathway = story('With one way to take part there are no tabs.', {
  store: () => new StoryStore(shown(sample({ pathways: [sample().pathways![0]!] }))),
});
export const CustomFields = story('Every kind of field a campaign may ask for, and consents in its own words.', {
  store: () => {
    const options = [
      { value: 's', label: 'Small' },
      { value: 'm', label: 'Medium' },
    ];
    const fields = [
      { id: 'note', kind: 'text', label: 'On behalf of', hint: 'A person or a group' },
      { id: 'why', kind: 'textarea', label: 'What the fells are to you' },
      { id: 'size', kind: 'select', label: 'Shirt size', options },
      { id: 'fit', kind: 'radios', label: 'Cut', options },
      { id: 'member', kind: 'checkbox', label: 'I am a member already' },
      { id: 'day', kind: 'date', label: 'Birthday' },
      { id: 'trees', kind: 'number', label: 'Trees in your garden' },
    ];
    const consents = [
      { id: 'publish-name', text: 'Show my name on the public list', version: '1' },
      { id: 'terms', text: 'I agree to the gift terms', version: '3', required: true },
    ];
    return new StoryStore(shown(withPathway('donate', { fields, consents })));
  },
});
export const Dedication = story(
  'In honour or in memory of somebody, in the name of an organization: folded until it is wanted.',
  {
    store: () => new StoryStore(shown(withPathway('donate', { dedication: true, onBehalf: true }))),
    play: async ({ click, find }) => {
      await click('[name="behalf"]');
      await click('[name="dedicate"]');
      await find('[name="dedicationName"]');
    },
  },
);
export const Currencies = story('Each currency has amounts of its own.', {
  args: { currency: 'EUR' },
  store: () =>
    new StoryStore(
      shown(
        withPathway('donate', {
          currencies: [
            { unit: 'EUR', scale: 2, presets: [{ amounts: [{ value: 2000 }, { value: 4000 }] }], default: 4000 },
            { unit: 'JPY', scale: 0, presets: [{ amounts: [{ value: 3000 }] }] },
          ],
        }),
      ),
    ),
});
export const WaitingList = story('A full day can be waited for where it has a list.', {
  args: { pathway: 'volunteer' },
  store: () =>
    new StoryStore(
      shown(
        withPathway('volunteer', {
          shifts: [
            { id: 'a', label: 'Fencing', place: 'Keld Gill', startsAt: '2026-06-20T09:30:00+01:00', places: 7 },
            { id: 'b', label: 'Path repair', startsAt: '2026-06-27T09:30:00+01:00', places: 0, waitlist: true },
          ],
        }),
      ),
    ),
});
export const TestMode = story('No money moves, and the form says so.', {
  store: () => new StoryStore(shown(sample({ test: true }))),
});
export const PlatformHandOff = story('A platform’s own page takes over, with the amount in its address.', {
  store: () =>
    new StoryStore(
      shown(
        withPathway('donate', {
          handoff: { type: 'redirect', template: 'https://opencollective.com/x/donate{?amount,interval}' },
        }),
      ),
    ),
});
export const LinkHandOff = story('A pathway that is only a link elsewhere.', {
  store: () =>
    new StoryStore(shown(withPathway('donate', { handoff: { type: 'link', href: 'https://northfell.example/give' } }))),
});
export const NothingToChoose = story('A campaign without pathways shows the page’s own link.', {
  store: () => new StoryStore(shown(sample({ pathways: [] }))),
});
