const NAME = 'cairn-lit';

/**
 * Lit names its Trusted Types policy `lit-html`. A second Lit on the host page would then fail under a policy without
 * 'allow-duplicates', so ours has its own name. The build fails when there is nothing to rename.
 */
export function renamePolicy() {
  let found = 0;
  return {
    name: 'cairn-rename-policy',
    apply: 'build',
    transform(code, id) {
      if (!/[\\/]lit-html[\\/](development[\\/])?lit-html\.js$/.test(id.split('?')[0])) return null;
      const renamed = code.replace(/(createPolicy\(\s*)(["'])lit-html\2/, (_, call) => {
        found += 1;
        return `${call}"${NAME}"`;
      });
      return { code: renamed, map: null };
    },
    generateBundle() {
      if (found === 0) this.error('the Trusted Types policy of lit-html was not found, so it kept its name');
    },
  };
}
