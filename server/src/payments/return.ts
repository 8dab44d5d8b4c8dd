/** The page the contributor came from, with the contribution's id and nothing else: its state is asked from the server. */
export function returnAddress(returnUrl: string | undefined, contributionId: string): string | undefined {
  if (returnUrl === undefined || !URL.canParse(returnUrl)) return undefined;
  const url = new URL(returnUrl);
  url.searchParams.set('cairn_contribution', contributionId);
  return url.href;
}
