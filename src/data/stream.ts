/** All that a campaign with a stream needs once its first document was shown, as one file. */
export { Following } from './following.ts';
export { followShared, goalsOf } from './tabs.ts';
