// How Chromium is started, by the tests and for the pictures.

export const launchOptions = {
  // `cargo xtask` names the browser that it found.
  executablePath: process.env.SG_CHROMIUM || '/usr/bin/chromium',
  args: [
    // Containers run as root, where Chromium has no sandbox.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
