import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} personne</b> a posé sa pierre',
    many: '<b>{count} de personnes</b> ont posé leur pierre',
    other: '<b>{count} personnes</b> ont posé leur pierre',
  },
  bannerEnds: 'encore {left}, jusqu’au {date}',
  bannerPercent: '{percent} de {target}',
  bannerLatest: 'Actualité du {date}',
  bannerValues: 'Nos engagements',
  bannerEvidence: 'Preuves',
  bannerAudit: 'Comptes audités par {issuer}.',
  bannerCertificate: 'Certifié par {issuer}.',
  bannerReport: 'Rapport de {issuer}.',
  bannerReceipt: 'Reçu de {issuer}.',
  bannerPhoto: 'Photo\u00A0: {issuer}.',
  bannerMetric: 'Mesuré par {issuer}.',
  bannerSoon: 'Cette campagne commence bientôt.',
  bannerEndedOn: 'Elle s’est terminée le {date}.',
  bannerAbout: 'À propos de la campagne',
  bannerOutcome: 'Voir ce que les dons ont permis',
  bannerStale: 'Les informations à jour ne sont pas accessibles. Les liens fonctionnent toujours.',
  bannerFault: 'Les informations à jour ne sont pas accessibles pour le moment.',
};
