import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'إعادة المحاولة',
  refreshNow: 'تحديث الآن',
  figuresFrom: 'الأرقام كما كانت {time}. تتجدّد حين تستجيب الخدمة.',
  offline: 'أنت غير متصل. سيظهر هذا تلقائيًا حين يعود الاتصال.',
  offlineFigures: 'أنت غير متصل. الأرقام كما كانت {time}.',
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
};
