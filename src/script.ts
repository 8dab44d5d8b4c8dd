/** What `cairn.js` holds: every element, defined, and what a script on the page may want from them. */
// The provider first: an element upgraded inside it then finds its campaign at once.
import './define/campaign.ts';
import './define/mission-banner.ts';
import './define/progress-thermometer.ts';
import './define/contribution-form.ts';
import './define/member-spotlight.ts';
import './define/impact-chart.ts';

export { CampaignProvider } from './elements/campaign/campaign.ts';
export { MissionBanner } from './elements/mission-banner/mission-banner.ts';
export { ProgressThermometer } from './elements/progress-thermometer/progress-thermometer.ts';
export { ContributionForm } from './elements/contribution-form/contribution-form.ts';
export { MemberSpotlight } from './elements/member-spotlight/member-spotlight.ts';
export { ImpactChart } from './elements/impact-chart/impact-chart.ts';
export * from './shared/events.ts';
export { registerLocale, type Messages } from './i18n/index.ts';
export { version } from './shared/version.ts';
// What a page's own markup needs (`demo/headless.html`). All of the data layer is in the npm package and in `cairn.all.js`:
// to read what is typed, for one, weighs more than a page should load that has a form to do it.
export {
  CampaignError,
  formatQuantity,
  parseCampaign,
  phaseOf,
  progressOf,
  safeUrl,
  setReporter,
  snapshotStore,
  storeFor,
  timeLeft,
  visibleMembers,
} from './data/index.ts';
