import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
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
};
