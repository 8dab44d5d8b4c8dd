import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} pessoa</b> já pôs a sua pedra',
    many: '<b>{count} de pessoas</b> já puseram a sua pedra',
    other: '<b>{count} pessoas</b> já puseram a sua pedra',
  },
  bannerEnds: 'faltam {left}, até {date}',
  bannerPercent: '{percent} de {target}',
  bannerLatest: 'Novidades, {date}',
  bannerValues: 'Os nossos compromissos',
  bannerEvidence: 'Provas',
  bannerAudit: 'Contas auditadas por {issuer}.',
  bannerCertificate: 'Certificado por {issuer}.',
  bannerReport: 'Relatório de {issuer}.',
  bannerReceipt: 'Recibo de {issuer}.',
  bannerPhoto: 'Fotografia de {issuer}.',
  bannerMetric: 'Medido por {issuer}.',
  bannerSoon: 'Esta campanha começa em breve.',
  bannerEndedOn: 'Terminou a {date}.',
  bannerAbout: 'Sobre a campanha',
  bannerOutcome: 'Ver o que os donativos fizeram',
  bannerStale: 'Não é possível obter os dados em direto. As ligações continuam a funcionar.',
  bannerFault: 'Não é possível obter os dados em direto neste momento.',
};
