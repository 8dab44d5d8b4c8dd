import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} pessoa</b> já colocou sua pedra',
    many: '<b>{count} de pessoas</b> já colocaram sua pedra',
    other: '<b>{count} pessoas</b> já colocaram sua pedra',
  },
  bannerEnds: 'faltam {left}, até {date}',
  bannerPercent: '{percent} de {target}',
  bannerLatest: 'Novidades, {date}',
  bannerValues: 'Nossos compromissos',
  bannerEvidence: 'Comprovação',
  bannerAudit: 'Contas auditadas por {issuer}.',
  bannerCertificate: 'Certificado por {issuer}.',
  bannerReport: 'Relatório de {issuer}.',
  bannerReceipt: 'Recibo de {issuer}.',
  bannerPhoto: 'Foto de {issuer}.',
  bannerMetric: 'Medido por {issuer}.',
  bannerSoon: 'Esta campanha começa em breve.',
  bannerEndedOn: 'Ela terminou em {date}.',
  bannerAbout: 'Sobre a campanha',
  bannerOutcome: 'Veja o que as doações fizeram',
  bannerStale: 'Os dados ao vivo estão fora de alcance. Os links continuam funcionando.',
  bannerFault: 'Os dados ao vivo estão fora de alcance no momento.',
};
