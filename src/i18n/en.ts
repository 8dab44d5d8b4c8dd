/**
 * English, reviewed. The keys are the type of every locale. Sentence case; say what happened and what to do; none of
 * "please", "sorry", "oops", "valid", "invalid".
 */
export const en = {
  // Shared
  tryAgain: 'Try again',
  refreshNow: 'Refresh now',
  figuresFrom: 'Figures from {time}. They refresh when the service answers.',
  daysLeft: { one: '{count} day', other: '{count} days' },
  hoursLeft: { one: '{count} hour', other: '{count} hours' },
  minutesLeft: { one: '{count} minute', other: '{count} minutes' },
  anonymous: 'Anonymous',
  opensOn: 'This campaign opens on {date}.',
  closedTitle: 'This campaign has closed.',
  pausedTitle: 'This campaign is paused.',
  testMode: 'Test mode: no money moves.',

  // Mission banner
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

  // Progress thermometer

  // Contribution form

  // Member spotlight
  spotlightTitle: 'People behind the numbers',
  spotlightCarousel: 'carousel',
  spotlightSlide: 'slide',
  spotlightPrevious: 'Previous person',
  spotlightNext: 'Next person',
  spotlightPosition: '{name}, {n} of {total}',
  roleLeader: 'Leader',
  roleAmbassador: 'Ambassador',
  roleMember: 'Member',
  spotlightSince: 'Here since {date}',
  spotlightMore: 'Read all',
  spotlightLess: 'Show less',
  spotlightRecent: 'Recent stones',
  recentGave: '<b>{name}</b> gave',
  recentGives: '<b>{name}</b> gives regularly',
  recentPledged: '<b>{name}</b> pledged',
  recentVolunteered: '<b>{name}</b> offered time',
  recentActed: '<b>{name}</b> took action',
  recentShared: '<b>{name}</b> passed it on',
  recentAmount: '<b>{name}</b> {amount}',
  recentAmountPledged: '<b>{name}</b> pledged {amount}',
  recentWeekly: '<b>{name}</b> {amount} weekly',
  recentMonthly: '<b>{name}</b> {amount} monthly',
  recentYearly: '<b>{name}</b> {amount} yearly',
  recentOthers: { one: 'and {count} more', other: 'and {count} more' },
  spotlightEmptyTitle: 'Nobody introduced yet.',
  spotlightEmpty: 'Members appear here once they agree to be shown.',
  spotlightFault: 'Member stories can’t be loaded right now.',

  // Impact chart
};
