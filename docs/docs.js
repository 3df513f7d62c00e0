// The switch between light and dark. It sets `color-scheme`, and the elements on the page follow.

const root = document.documentElement;
const button = document.querySelector('#page-theme');
const system = matchMedia('(prefers-color-scheme: dark)');

const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
const show = () => button.setAttribute('aria-pressed', String(isDark()));

button.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  show();
});
system.addEventListener('change', show);
show();
button.hidden = false;
