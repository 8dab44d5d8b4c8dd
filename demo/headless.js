// Your own markup, Cairn's data: the store loads, follows, retries and shares; what is seen is this page's own.
// From npm: import { formatQuantity, progressOf, storeFor } from 'cairn-widgets/data.js';
import { formatQuantity, progressOf, storeFor } from '/cdn/cairn.js';

const locale = document.documentElement.lang;
const store = storeFor('/v1/campaigns/high-fells');
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const say = (name, text) => (part(name).textContent = text);

function show() {
  const { state } = store;
  // `idle`, `loading` and `error` keep what the page says by itself; `ready` may carry an error of the last refresh.
  document.documentElement.dataset.status = state.status;
  if (state.status !== 'ready') return;
  const { campaign, live, error } = state;
  const progress = progressOf(campaign);
  if (!progress) return;
  const { goal, raised, target } = progress;
  const amount = (value) => formatQuantity({ value, unit: goal.unit, scale: goal.scale }, locale);

  say('title', campaign.mission.title);
  say('raised', amount(raised));
  say('target', target === null ? '' : amount(target));
  say('people', new Intl.NumberFormat(locale).format(goal.supporters ?? 0));
  // A native meter needs no script for its looks, and no style attribute.
  Object.assign(part('meter'), { max: target ?? 1, value: Math.min(raised, target ?? 1) });
  say('note', error ? 'These are the last figures we have.' : live === 'live' ? 'Up to the second.' : '');

  const names = (campaign.contributions?.items ?? []).slice(0, 5).map(({ name, anonymous }) => {
    const item = document.createElement('li');
    item.textContent = anonymous || !name ? 'Somebody' : name;
    return item;
  });
  part('recent').replaceChildren(...names);
}

// The first subscriber starts the loading; what `subscribe` returns ends it. The store itself rests while the page is hidden.
store.subscribe(show);
show();
part('refresh').addEventListener('click', () => store.refresh());
