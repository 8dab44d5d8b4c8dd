import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: {
    zero: 'لم يضع أحد حجرًا بعد',
    one: '<b>شخص واحد</b> وضع حجرًا',
    two: '<b>شخصان</b> وضعا حجرًا',
    few: '<b>{count} أشخاص</b> وضعوا حجرًا',
    many: '<b>{count} شخصًا</b> وضعوا حجرًا',
    other: '<b>{count} شخص</b> وضعوا حجرًا',
  },
  bannerEnds: 'بقي {left}، حتى {date}',
  bannerPercent: '{percent} من {target}',
  bannerLatest: 'آخر الأخبار، {date}',
  bannerValues: 'ما نلتزم به',
  bannerEvidence: 'الإثبات',
  bannerAudit: 'حسابات مدققة من {issuer}.',
  bannerCertificate: 'شهادة من {issuer}.',
  bannerReport: 'تقرير من {issuer}.',
  bannerReceipt: 'إيصال من {issuer}.',
  bannerPhoto: 'تصوير {issuer}.',
  bannerMetric: 'قياس {issuer}.',
  bannerSoon: 'تبدأ هذه الحملة قريبًا.',
  bannerEndedOn: 'كان آخر يوم لها {date}.',
  bannerAbout: 'عن الحملة',
  bannerOutcome: 'شاهد أثر العطاء',
  bannerStale: 'تعذّر الوصول إلى التفاصيل الحيّة. الروابط تعمل كالمعتاد.',
  bannerFault: 'تعذّر الوصول إلى التفاصيل الحيّة الآن.',
};
