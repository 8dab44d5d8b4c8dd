import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    one: '<b>אדם אחד</b> הניח אבן',
    two: '<b>שני אנשים</b> הניחו אבן',
    other: '<b>{count} אנשים</b> הניחו אבן',
  },
  bannerEnds: 'נותרו {left}, עד {date}',
  bannerPercent: '{percent} מתוך {target}',
  bannerLatest: 'חדשות, {date}',
  bannerValues: 'למה אנחנו מתחייבים',
  bannerEvidence: 'אסמכתאות',
  bannerAudit: 'הדוחות בוקרו על ידי {issuer}.',
  bannerCertificate: 'הוסמך על ידי {issuer}.',
  bannerReport: 'דוח של {issuer}.',
  bannerReceipt: 'קבלה מאת {issuer}.',
  bannerPhoto: 'צילום: {issuer}.',
  bannerMetric: 'נמדד על ידי {issuer}.',
  bannerSoon: 'הקמפיין מתחיל בקרוב.',
  bannerEndedOn: 'הוא הסתיים ב־{date}.',
  bannerAbout: 'על הקמפיין',
  bannerOutcome: 'מה עשו התרומות',
  bannerStale: 'אי אפשר להגיע לפרטים העדכניים. הקישורים עדיין פועלים.',
  bannerFault: 'אי אפשר להגיע לפרטים העדכניים כרגע.',
};
