/**
 * `cairn-widgets/data.js`: campaigns without the elements, for a page's own markup, a server or a script. Nothing in
 * here needs a DOM.
 */
export type { CampaignBackend, CampaignEvent, Capabilities } from './backend.ts';
export { defaultEnvironment, type Environment, type PageChange } from './environment.ts';
export { CampaignError, type ErrorKind } from './error.ts';
export { handoffUrl } from './handoff.ts';
export { phaseOf, timeLeft, type TimeLeft } from './phase.ts';
export { progressOf, visibleMembers, type Progress } from './progress.ts';
export { parseQuantity, type ParseOptions, type ParseResult } from './parse-quantity.ts';
export { addQuantities, formatQuantity, type FormatOptions, type Quantity } from './quantity.ts';
export { snapshotStore, storeFor, type StoreForOptions } from './registry.ts';
export { setReporter, type Reporter } from './report.ts';
export { parseCampaign, safeUrl, SchemaError } from './read.ts';
export type {
  Campaign,
  CampaignImage,
  CampaignInput,
  Contribution,
  Dropped,
  Evidence,
  Field,
  Frequency,
  Goal,
  History,
  Intent,
  Member,
  Milestone,
  Pathway,
  PathwayKind,
  Problem,
  Receipt,
  SegmentKind,
  Update,
} from './schema.ts';
export { BackendStore, type CampaignState, type CampaignStore, type StoreOptions } from './store.ts';
