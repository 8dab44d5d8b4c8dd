import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>{count} persona</b> ha puesto su piedra',
    many: '<b>{count} de personas</b> han puesto su piedra',
    other: '<b>{count} personas</b> han puesto su piedra',
  },
  bannerEnds: 'quedan {left}, hasta el {date}',
  bannerPercent: '{percent} de {target}',
  bannerLatest: 'Novedades, {date}',
  bannerValues: 'Nuestros compromisos',
  bannerEvidence: 'Pruebas',
  bannerAudit: 'Cuentas auditadas por {issuer}.',
  bannerCertificate: 'Certificado por {issuer}.',
  bannerReport: 'Informe de {issuer}.',
  bannerReceipt: 'Recibo de {issuer}.',
  bannerPhoto: 'Foto de {issuer}.',
  bannerMetric: 'Medido por {issuer}.',
  bannerSoon: 'Esta campaña empieza pronto.',
  bannerEndedOn: 'Terminó el {date}.',
  bannerAbout: 'Sobre la campaña',
  bannerOutcome: 'Mira lo que hicieron las donaciones',
  bannerStale: 'No se puede acceder a los datos en directo. Los enlaces siguen funcionando.',
  bannerFault: 'Ahora mismo no se puede acceder a los datos en directo.',
};
