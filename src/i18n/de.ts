import type { Messages } from './index.ts';

/** German, not yet reviewed by a native speaker. */
export const de: Messages = {
  // Shared
  tryAgain: 'Erneut versuchen',
  refreshNow: 'Jetzt aktualisieren',
  figuresFrom: 'Stand {time}. Die Zahlen werden aktualisiert, sobald der Dienst antwortet.',
  daysLeft: { one: '{count} Tag', other: '{count} Tage' },
  hoursLeft: { one: '{count} Stunde', other: '{count} Stunden' },
  minutesLeft: { one: '{count} Minute', other: '{count} Minuten' },
  anonymous: 'Anonym',
  opensOn: 'Diese Aktion beginnt am {date}.',
  closedTitle: 'Diese Aktion ist beendet.',
  pausedTitle: 'Diese Aktion ruht zurzeit.',
  testMode: 'Testbetrieb: Es fließt kein Geld.',

  // Mission banner
  bannerSupporters: {
    one: '<b>{count} Mensch</b> hat einen Stein gelegt',
    other: '<b>{count} Menschen</b> haben einen Stein gelegt',
  },
  bannerEnds: 'noch {left}, bis {date}',
  bannerPercent: '{percent} von {target}',
  bannerLatest: 'Neuigkeiten, {date}',
  bannerValues: 'Wofür wir stehen',
  bannerEvidence: 'Nachweis',
  bannerAudit: 'Jahres\u00ADabschluss geprüft durch {issuer}.',
  bannerCertificate: 'Zertifiziert durch {issuer}.',
  bannerReport: 'Bericht von {issuer}.',
  bannerReceipt: 'Beleg von {issuer}.',
  bannerPhoto: 'Aufgenommen von {issuer}.',
  bannerMetric: 'Gemessen durch {issuer}.',
  bannerSoon: 'Diese Aktion beginnt bald.',
  bannerEndedOn: 'Sie endete am {date}.',
  bannerAbout: 'Mehr über die Aktion',
  bannerOutcome: 'Was die Beiträge bewirkt haben',
  bannerStale: 'Die aktuellen Angaben sind nicht erreichbar. Die Links funktionieren weiter.',
  bannerFault: 'Die aktuellen Angaben sind gerade nicht erreichbar.',

  // Progress thermometer

  // Contribution form

  // Member spotlight
  spotlightTitle: 'Die Menschen hinter den Zahlen',
  spotlightCarousel: 'Karussell',
  spotlightSlide: 'Folie',
  spotlightPrevious: 'Vorherige Person',
  spotlightNext: 'Nächste Person',
  spotlightPosition: '{name}, {n} von {total}',
  roleLeader: 'Leitung',
  roleAmbassador: 'Botschaft',
  roleMember: 'Mitglied',
  spotlightSince: 'Dabei seit {date}',
  spotlightMore: 'Alles lesen',
  spotlightLess: 'Weniger zeigen',
  spotlightRecent: 'Neueste Steine',
  recentGave: '<b>{name}</b> hat gespendet',
  recentGives: '<b>{name}</b> spendet regelmäßig',
  recentPledged: '<b>{name}</b> hat zugesagt',
  recentVolunteered: '<b>{name}</b> schenkt Zeit',
  recentActed: '<b>{name}</b> hat mitgemacht',
  recentShared: '<b>{name}</b> hat es weitergesagt',
  recentAmount: '<b>{name}</b> {amount}',
  recentAmountPledged: '<b>{name}</b> hat {amount} zugesagt',
  recentWeekly: '<b>{name}</b> {amount} wöchentlich',
  recentMonthly: '<b>{name}</b> {amount} monatlich',
  recentYearly: '<b>{name}</b> {amount} jährlich',
  recentOthers: { one: 'und {count} weiterer', other: 'und {count} weitere' },
  spotlightEmptyTitle: 'Noch niemand vorgestellt.',
  spotlightEmpty: 'Mitglieder erscheinen hier, sobald sie zugestimmt haben.',
  spotlightFault: 'Die Geschichten der Mitglieder lassen sich gerade nicht laden.',

  // Impact chart
};
