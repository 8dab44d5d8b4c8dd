import type { CampaignBackend } from '../backend.ts';
import type { Environment } from '../environment.ts';
import { CampaignError } from '../error.ts';
export function openCollectiveBackend(
  _rest: string,
  _base: string | undefined,
  _environment: Environment,
): Promise<CampaignBackend> {
  return Promise.reject(new CampaignError('unsupported', 'soon'));
}
