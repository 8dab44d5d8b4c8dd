/** Words of the mission banner. English, reviewed. */
export const banner = {
  bannerSupporters: {
    one: '<b>{count} person</b> has added a stone',
    other: '<b>{count} people</b> have added a stone',
  },
  bannerEnds: '{left} left, ends {date}',
  bannerPercent: '{percent} of {target}',
  bannerLatest: 'Latest, {date}',
  bannerValues: 'What we hold to',
  bannerEvidence: 'Evidence',
  bannerAudit: 'Accounts audited by {issuer}.',
  bannerCertificate: 'Certified by {issuer}.',
  bannerReport: 'Report by {issuer}.',
  bannerReceipt: 'Receipt from {issuer}.',
  bannerPhoto: 'Photographed by {issuer}.',
  bannerMetric: 'Measured by {issuer}.',
  bannerSoon: 'This campaign opens soon.',
  bannerEndedOn: 'It ended on {date}.',
  bannerAbout: 'About the campaign',
  bannerOutcome: 'See what the gifts did',
  bannerStale: 'Live details can’t be reached. The links still work.',
  bannerFault: 'Live details can’t be reached right now.',
};
