import type { Messages } from './index.ts';

/** Arabic, not yet reviewed by a native speaker. */
export const ar: Messages = {
  // Shared
  tryAgain: 'إعادة المحاولة',
  refreshNow: 'تحديث الآن',
  figuresFrom: 'الأرقام كما كانت {time}. تتجدّد حين تستجيب الخدمة.',
  daysLeft: {
    zero: 'لا أيام',
    one: 'يوم واحد',
    two: 'يومان',
    few: '{count} أيام',
    many: '{count} يومًا',
    other: '{count} يوم',
  },
  hoursLeft: {
    zero: 'لا ساعات',
    one: 'ساعة واحدة',
    two: 'ساعتان',
    few: '{count} ساعات',
    many: '{count} ساعة',
    other: '{count} ساعة',
  },
  minutesLeft: {
    zero: 'لا دقائق',
    one: 'دقيقة واحدة',
    two: 'دقيقتان',
    few: '{count} دقائق',
    many: '{count} دقيقة',
    other: '{count} دقيقة',
  },
  anonymous: 'فاعل خير',
  opensOn: 'تبدأ هذه الحملة في {date}.',
  closedTitle: 'انتهت هذه الحملة.',
  pausedTitle: 'هذه الحملة متوقفة مؤقتًا.',
  testMode: 'وضع تجريبي: لا تُحوَّل أي أموال.',

  // Mission banner
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

  // Progress thermometer

  // Contribution form

  // Member spotlight
  spotlightTitle: 'الناس وراء الأرقام',
  spotlightCarousel: 'عارض دوّار',
  spotlightSlide: 'شريحة',
  spotlightPrevious: 'الشخص السابق',
  spotlightNext: 'الشخص التالي',
  spotlightPosition: '{name}، {n} من {total}',
  roleLeader: 'قيادة',
  roleAmbassador: 'سفارة',
  roleMember: 'عضوية',
  spotlightSince: 'معنا منذ {date}',
  spotlightMore: 'قراءة الكل',
  spotlightLess: 'عرض أقل',
  spotlightRecent: 'أحدث الأحجار',
  recentGave: '<b>{name}</b>: تبرّع',
  recentGives: '<b>{name}</b>: تبرّع منتظم',
  recentPledged: '<b>{name}</b>: تعهّد',
  recentVolunteered: '<b>{name}</b>: تطوّع',
  recentActed: '<b>{name}</b>: مشاركة',
  recentShared: '<b>{name}</b>: نشر الخبر',
  recentAmount: '<b>{name}</b> {amount}',
  recentAmountPledged: '<b>{name}</b>: تعهّد بـ {amount}',
  recentWeekly: '<b>{name}</b> {amount} أسبوعيًا',
  recentMonthly: '<b>{name}</b> {amount} شهريًا',
  recentYearly: '<b>{name}</b> {amount} سنويًا',
  recentOthers: {
    zero: 'ولا أحد غيرهم',
    one: 'وواحد آخر',
    two: 'واثنان آخران',
    few: 'و{count} آخرون',
    many: 'و{count} آخر',
    other: 'و{count} آخر',
  },
  spotlightEmptyTitle: 'لم نُعرّف بأحد بعد.',
  spotlightEmpty: 'يظهر الأعضاء هنا متى وافقوا على ذلك.',
  spotlightFault: 'تعذّر تحميل قصص الأعضاء الآن.',

  // Impact chart
};
