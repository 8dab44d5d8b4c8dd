/** A folder of files, so that any host will do; a server of Next renders the same. */
export default { output: 'export', distDir: 'dist' };
