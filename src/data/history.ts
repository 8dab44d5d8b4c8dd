import type { Environment } from './environment.ts';
import { CampaignError } from './error.ts';
import { fetchJson, orSchemaError } from './http.ts';
import { read, type Shape } from './read.ts';
import type { History } from './schema.ts';
import { campaignShape } from './shapes.ts';

/*
 * Totals over time that a campaign's document does not carry. A file of its own: most documents have them.
 */

/** The points of one goal from where its backend says they are. @throws {CampaignError} */
export async function fetchHistory(
  environment: Environment,
  address: string | undefined,
  goalId: string,
): Promise<History['points']> {
  if (address === undefined) throw new CampaignError('unsupported', 'This campaign keeps no history.');
  const { json } = await fetchJson(environment, address, { redirect: 'follow' });
  const page: Shape = { items: (campaignShape as { [field: string]: Shape })['history']! };
  const { items } = orSchemaError(address, () => read<{ items: History[] }>(page, json).value);
  return items.find((one) => one.goalId === goalId)?.points ?? [];
}
