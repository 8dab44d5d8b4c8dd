import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} persona</b> ha posato la sua pietra',
    many: '<b>{count} di persone</b> hanno posato la loro pietra',
    other: '<b>{count} persone</b> hanno posato la loro pietra',
  },
  bannerEnds: 'ancora {left}, fino al {date}',
  bannerPercent: '{percent} di {target}',
  bannerLatest: 'Novità, {date}',
  bannerValues: 'I nostri impegni',
  bannerEvidence: 'Prove',
  bannerAudit: 'Bilancio verificato da {issuer}.',
  bannerCertificate: 'Certificato da {issuer}.',
  bannerReport: 'Rapporto di {issuer}.',
  bannerReceipt: 'Ricevuta di {issuer}.',
  bannerPhoto: 'Foto di {issuer}.',
  bannerMetric: 'Misurato da {issuer}.',
  bannerSoon: 'Questa campagna inizia presto.',
  bannerEndedOn: 'Si è conclusa il {date}.',
  bannerAbout: 'La campagna',
  bannerOutcome: 'Guarda cosa hanno fatto le donazioni',
  bannerStale: 'I dati aggiornati non sono raggiungibili. I link funzionano ancora.',
  bannerFault: 'I dati aggiornati non sono raggiungibili in questo momento.',
};
