/** Pictures that stand beside the built Storybook, so that no story asks anybody for one. */
export const landscape = new URL('../../demo/assets/landscape.svg', import.meta.url).href;
export const logo = new URL('../../demo/assets/logo.svg', import.meta.url).href;
/** A file that is no picture: what a visitor's browser makes of one that is broken. */
export const broken = new URL('./broken.jpg', import.meta.url).href;

/** By the ids of the sample's members. */
export const portraits: Record<string, string> = {
  amara: new URL('../../demo/assets/p-amara.svg', import.meta.url).href,
  freya: new URL('../../demo/assets/p-freya.svg', import.meta.url).href,
  ilse: new URL('../../demo/assets/p-ilse.svg', import.meta.url).href,
  joao: new URL('../../demo/assets/p-joao.svg', import.meta.url).href,
  maren: new URL('../../demo/assets/p-maren.svg', import.meta.url).href,
  noor: new URL('../../demo/assets/p-noor.svg', import.meta.url).href,
  tomas: new URL('../../demo/assets/p-tomas.svg', import.meta.url).href,
  wei: new URL('../../demo/assets/p-wei.svg', import.meta.url).href,
};

/** The same people, small. */
export const faces: Record<string, string> = {
  amara: new URL('../../demo/assets/f-amara.svg', import.meta.url).href,
  freya: new URL('../../demo/assets/f-freya.svg', import.meta.url).href,
  ilse: new URL('../../demo/assets/f-ilse.svg', import.meta.url).href,
  joao: new URL('../../demo/assets/f-joao.svg', import.meta.url).href,
  maren: new URL('../../demo/assets/f-maren.svg', import.meta.url).href,
  noor: new URL('../../demo/assets/f-noor.svg', import.meta.url).href,
  tomas: new URL('../../demo/assets/f-tomas.svg', import.meta.url).href,
  wei: new URL('../../demo/assets/f-wei.svg', import.meta.url).href,
};
