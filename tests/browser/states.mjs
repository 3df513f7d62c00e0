// The named states of the page: how to reach each from the page as it is opened, at any width. Pictures are taken of
// them, and they are walked through one after the other, looked over in each. A new state is one entry.

import { group, groups, tcp } from './playground.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });
const dialog = (page) => page.getByRole('dialog');

/** The page as a visitor first sees it. */
async function firstSight(page) {
  const element = page.locator('security-group-playground');
  // Mounted: the shadow root holds more than the message of a failed load.
  await element.locator('.root > *').first().waitFor();
}

/** Shows a part of the page, where the parts are tabs. */
export async function part(page, name) {
  await firstSight(page);
  const tab = page.locator('.views').getByRole('button', { name, exact: true });
  if (await tab.isVisible()) await tab.click();
}

/** Chooses in the header, or in the menu that holds it on a narrow screen. */
export async function header(page, name) {
  await firstSight(page);
  if (await button(page, 'More').isVisible()) {
    await button(page, 'More').click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  } else {
    await button(page, name).click();
  }
}

/** Everything of a kind, under its heading. */
const list = (name) => async (page) => {
  await part(page, 'Resources');
  await page.locator('.kinds').getByRole('button', { name }).click();
};

/** Everything of a kind, in the middle. */
const overview = (name) => async (page) => {
  await list(name)(page);
  await part(page, 'Rules');
  await page.locator('#overview-title').filter({ hasText: name }).waitFor();
};

/** One of a kind, in the middle. */
const one = (kind, name) => async (page) => {
  await list(kind)(page);
  const lines = page.locator('.lines button');
  await (name ? lines.filter({ hasText: name }) : lines).first().click();
  await page.locator('.panel.rules').waitFor();
};

/** A dialog that makes something. */
const create = (kind, what) => async (page) => {
  await list(kind)(page);
  const several = page.locator('.create').getByRole('button', { name: 'Create', exact: true });
  if (await several.isVisible()) await several.click();
  await page.locator('.create').getByRole('button', { name: what, exact: true }).click();
  await dialog(page).waitFor();
};

/** A dialog of this kind of resource, by its button. */
const deed = (reach, name) => async (page) => {
  await reach(page);
  await button(page, name).click();
  await dialog(page).waitFor();
};

/** The rules of the group `web`, in their form. */
async function editRules(page) {
  await part(page, 'Rules');
  await button(page, 'Edit inbound rules').click();
  await dialog(page).waitFor();
}

/** The form with a new row in it. */
async function ruleForm(page) {
  await editRules(page);
  await button(page, 'Add rule').click();
  await page.locator('#rule-3-type').selectOption('SSH');
}

const after = (reach, more) => async (page) => {
  await reach(page);
  await more(page);
};

/** The dialog of a network ACL with a new row in it. */
const aclForm = after(one('Network ACLs'), async (page) => {
  await button(page, 'Edit inbound rules').click();
  await button(page, 'Add rule').click();
});

const routes = after(one('Route tables', 'main'), (page) => page.getByRole('group', { name: 'Routes', exact: true }).waitFor());
const routeForm = after(deed(routes, 'Edit routes'), (page) => button(page, 'Add route').click());

/** A prefix list, which the first scenario has none of. */
const prefixList = after(create('Prefix lists', 'Create prefix list'), async (page) => {
  await page.locator('#task-list-name').fill('offices');
  await page.locator('#task-entries').fill('198.51.100.0/24 Main office\n203.0.113.0/24 Branch');
  await page.locator('#task-save').click();
  await dialog(page).waitFor({ state: 'detached' });
});

async function packet(page, type) {
  await part(page, 'Test');
  await page.locator('#packet-type').selectOption(type);
}

/** A connection that completed, with a gate open to its rules. */
async function allowed(page) {
  await packet(page, 'HTTPS');
  await button(page, 'Connect').click();
  await openGate(page);
}

async function openGate(page) {
  await page.locator('.gate-line').filter({ hasText: 'Security groups' }).first().getByRole('button').first().click();
  await page.locator('.gate-detail').filter({ visible: true }).waitFor();
}

/** The change that the verdict proposes is made: its word is from before, and a notice says what was saved. */
async function changed(page) {
  await part(page, 'Test');
  await button(page, 'Apply this change').click();
  await page.locator('.toast').waitFor();
}

async function sent(page, name) {
  await button(page, name).click();
  await page.locator('.verdict:not(.before)').waitFor();
}

async function lookedBack(page) {
  await part(page, 'Test');
  await sent(page, 'Send');
  await page.getByRole('region', { name: 'History', exact: true }).getByRole('button', { name: /TCP 443 SYN/ }).click();
  await page.locator('.looking-back').waitFor();
}

async function symptom(page) {
  await part(page, 'Test');
  await button(page, 'Start from a symptom').click();
  await dialog(page).waitFor();
}

/** The list of documents and scenarios. */
async function documents(page) {
  await firstSight(page);
  await page.locator('#open').click();
  await page.getByRole('dialog', { name: 'Documents and lessons', exact: true }).waitFor();
}

/** A document of one's own in the list. */
const kept = after(async (page) => {
  await part(page, 'Test');
  await sent(page, 'Send');
  await page.locator('.kept').filter({ hasText: /^Saved$/ }).waitFor({ state: 'attached' });
}, documents);

/** What was changed, as a script. */
async function script(page) {
  await part(page, 'Test');
  await button(page, 'Apply this change').click();
  await button(page, 'Show as an AWS CLI script').click();
  await dialog(page).waitFor();
}

/** The list of keys. */
async function shortcuts(page) {
  await firstSight(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts', exact: true }).waitFor();
}

/** The help panel beside what it explains. */
async function help(page) {
  await part(page, 'Test');
  await button(page, 'Info about Verdict').click();
  await page.getByRole('complementary').waitFor();
}

async function menu(page) {
  await firstSight(page);
  const more = button(page, 'More');
  await ((await more.isVisible()) ? more : button(page, 'Export')).click();
  await page.getByRole('menu').waitFor();
}

/** A text in the import dialog, read. */
const read = (text) => async (page) => {
  await header(page, 'Import');
  await page.getByLabel('JSON').fill(text);
  await button(page, 'Read').click();
};

const account = JSON.stringify({ GatheredAt: '2020-01-01T00:00:00Z', ...JSON.parse(groups(group('sg-0e100000000000001', 'shop', [tcp(443, '0.0.0.0/0')]), { GroupId: 7 })) });
const accountRead = after(read(account), (page) => page.getByRole('list', { name: 'Not described', exact: true }).waitFor());

async function share(page, tab) {
  await header(page, 'Share');
  await dialog(page).waitFor();
  if (tab) await dialog(page).getByRole('tab', { name: tab, exact: true }).click();
}

async function chipMenu(page) {
  await part(page, 'Diagram');
  await page.getByRole('list', { name: 'Groups in the diagram', exact: true }).getByRole('button', { name: 'database', exact: true }).click({ button: 'right' });
  await page.getByRole('menu', { name: 'database', exact: true }).waitFor();
}

async function step(page) {
  await part(page, 'Diagram');
  await button(page, 'Next checkpoint').click();
  await page.locator('.drawing .mark.lit').first().waitFor();
}

const kinds = ['Security groups', 'Network interfaces', 'Network ACLs', 'Route tables', 'Prefix lists', 'Gateways', 'Elastic IP addresses', 'VPCs', 'Subnets'];
const called = (name) => `all-${name.toLowerCase().replaceAll(' ', '-')}`;

/** The states by where they are, each in the order in which they are walked. */
export const tours = {
  rules: {
    rules: (page) => part(page, 'Rules'),
    'rule-form': ruleForm,
    'rule-error': after(ruleForm, async (page) => {
      await page.locator('#rule-3-source-box').fill('203.0.113.7');
      await button(page, 'Save rules').click();
      await page.locator('#rule-3-source-box-error').waitFor();
    }),
    'rule-entries': after(ruleForm, async (page) => {
      await page.locator('#rule-3-source-box').fill('10.1.0.0/16, 10.2.0.0/16 2001:db8:1234:5678:9abc:def0::/96');
      await page.keyboard.press('Enter');
      await page.locator('.entry').first().waitFor();
    }),
    'rule-suggestions': after(ruleForm, async (page) => {
      await page.locator('#rule-3-source-box').fill('data');
      await page.getByRole('listbox', { name: 'Suggestions' }).waitFor();
    }),
    'rule-icmp': after(ruleForm, async (page) => {
      await page.locator('#rule-3-type').selectOption('Custom ICMP - IPv4');
      await page.locator('#rule-3-protocol').selectOption('Destination Unreachable');
    }),
    'rule-quota': after(ruleForm, async (page) => {
      await page.locator('#rule-3-source-box').fill(Array.from({ length: 61 }, (_, at) => `10.0.${at}.0/24`).join(' '));
      await page.locator('#rule-3-type-error').waitFor();
    }),
    'rule-preview': after(editRules, async (page) => {
      await page.locator('.delete-rule').first().click();
      await button(page, 'Preview changes').click();
      await page.getByRole('group', { name: 'Preview of the changes', exact: true }).waitFor();
    }),
    'rule-bare': after(ruleForm, async (page) => {
      await page.locator('#rule-3-source-box').fill('203.0.113.7');
      await button(page, 'Use 203.0.113.7/32').waitFor();
    }),
    'rule-stored': after(ruleForm, async (page) => {
      await page.locator('#rule-3-source-box').fill('10.0.0.5/24');
      await dialog(page).getByText('EC2 will store 10.0.0.0/24.', { exact: true }).waitFor();
    }),
    'rule-errors': after(ruleForm, async (page) => {
      await page.locator('#rule-3-type').selectOption('Custom TCP');
      await page.locator('#rule-3-ports').fill('443 - 80');
      await page.locator('#rule-3-source-box').fill('10.0.0.5');
      await page.locator('#rule-3-description').fill('Bob\'s');
      await button(page, 'Save rules').click();
      await page.locator('#rule-3-ports-error').waitFor();
    }),
    'rule-unsaved': after(ruleForm, async (page) => {
      await page.keyboard.press('Escape');
      await button(page, 'Keep editing').waitFor();
    }),
    'rule-help': after(editRules, async (page) => {
      await button(page, 'Info about Source and destination').click();
      await page.getByRole('complementary').waitFor();
    }),
    'rule-name': after((page) => part(page, 'Rules'), async (page) => {
      const row = page.getByRole('group', { name: 'Inbound rules' }).getByRole('row').filter({ hasText: 'SSH' });
      await row.getByRole('button', { name: /^Add a name to sgr-/ }).click();
      await row.getByRole('textbox').waitFor();
    }),
    'rules-none': after((page) => part(page, 'Rules'), async (page) => {
      await page.getByLabel('Filter inbound rules').fill('nowhere');
    }),
    attached: after((page) => part(page, 'Rules'), (page) => page.getByRole('tab', { name: /^Attached/ }).click()),
    attach: after((page) => part(page, 'Rules'), async (page) => {
      await page.getByRole('tab', { name: /^Attached/ }).click();
      await button(page, 'Attach to interfaces').click();
      await dialog(page).waitFor();
    }),
    acl: one('Network ACLs'),
    'acl-form': aclForm,
    'acl-error': after(aclForm, async (page) => {
      await page.locator('#rule-2-number').fill('40000');
      await page.locator('#rule-2-source').fill('10.0.0.1');
      await button(page, 'Save rules').click();
      await page.locator('#rule-2-number-error').waitFor();
    }),
    'acl-subnets': after(one('Network ACLs'), async (page) => {
      await page.getByRole('tab', { name: /Subnet associations/ }).click();
      await button(page, 'Edit subnet associations').click();
      await dialog(page).waitFor();
    }),
    routes,
    'route-form': routeForm,
    'route-error': after(routeForm, async (page) => {
      await page.locator('#rule-2-destination').fill('10.0.0.0/16');
      await page.locator('#rule-2-target').fill('igw-0123456789abcdef0');
      await button(page, 'Save routes').click();
      await page.locator('#rule-2-target-error').waitFor();
    }),
  },
  resources: {
    resources: (page) => part(page, 'Resources'),
    'nothing-found': after((page) => part(page, 'Resources'), async (page) => {
      await page.getByLabel('Search by name, id, address or port').fill('nowhere');
      await page.getByRole('button', { name: 'Clear the search', exact: true }).waitFor();
    }),
    found: after((page) => part(page, 'Resources'), async (page) => {
      await page.getByLabel('Search by name, id, address or port').fill('anywhere');
      await page.locator('.why').first().waitFor();
    }),
    ...Object.fromEntries(kinds.map((name) => [called(name), overview(name)])),
    group: one('Security groups', 'database'),
    'group-name': after(one('Security groups', 'database'), (page) => button(page, 'Edit name').click()),
    'group-copy': deed(one('Security groups', 'database'), 'Copy to new security group'),
    'group-delete': deed(one('Security groups', 'database'), 'Delete'),
    'group-refused': after(deed(one('Security groups', 'database'), 'Delete'), async (page) => {
      await page.locator('#task-save').click();
      await dialog(page).getByText(/has a dependent object/).waitFor();
    }),
    interface: one('Network interfaces', 'web-1'),
    'interface-groups': deed(one('Network interfaces', 'web-1'), 'Change security groups'),
    'interface-settings': deed(one('Network interfaces', 'web-1'), 'Change settings'),
    gateway: one('Gateways'),
    vpc: one('VPCs'),
    subnet: one('Subnets'),
    'prefix-list': prefixList,
    'create-list': create('Gateways', 'Create NAT gateway'),
    'create-endpoint': create('Gateways', 'Create VPC endpoint'),
    'create-group': create('Security groups', 'Create security group'),
    'create-error': after(create('Security groups', 'Create security group'), async (page) => {
      await page.locator('#task-group-name').fill('web');
      await page.locator('#task-description').fill('again');
      await page.locator('#task-save').click();
      await page.locator('#task-group-name-error').waitFor();
    }),
    'create-vpc': create('VPCs', 'Create VPC'),
    'create-subnet': create('Subnets', 'Create subnet'),
    'create-prefix-list': create('Prefix lists', 'Create prefix list'),
    'create-address': create('Elastic IP addresses', 'Allocate Elastic IP address'),
    launch: create('Network interfaces', 'Launch instance'),
  },
  packets: {
    'first-sight': firstSight,
    ends: after((page) => part(page, 'Test'), async (page) => {
      await page.getByLabel('From', { exact: true }).fill('10.0');
      await page.getByRole('listbox').waitFor();
    }),
    'packet-error': after((page) => packet(page, 'SSH'), async (page) => {
      await page.locator('.more summary').click();
      await page.getByLabel('Source port', { exact: true }).fill('x');
      await page.getByLabel('Destination port', { exact: true }).fill('99999');
      await page.getByLabel('To', { exact: true }).fill('');
      await page.keyboard.press('Escape');
      await button(page, 'Send').click();
      await page.locator('#packet-port-error').waitFor();
    }),
    ping: after((page) => packet(page, 'Ping'), (page) => button(page, 'Ping').click()),
    recent: after((page) => part(page, 'Test'), (page) => page.locator('.recent summary').click()),
    allowed,
    denied: after((page) => part(page, 'Test'), async (page) => {
      await openGate(page);
      await page.locator('.confirm summary').click();
    }),
    changed,
    tracked: after(changed, async (page) => {
      await sent(page, 'Send it again');
      await sent(page, 'Reply');
      await openGate(page);
    }),
    'looked-back': lookedBack,
    broken: after(one('Security groups', 'database'), async (page) => {
      await button(page, 'Edit inbound rules').click();
      await page.locator('.delete-rule').first().click();
      await button(page, 'Save rules').click();
      await page.locator('.toast.breaks').waitFor();
    }),
    sought: after(one('Security groups', 'database'), async (page) => {
      await button(page, 'Edit inbound rules').click();
      await page.locator('.delete-rule').first().click();
      await button(page, 'Save rules').click();
      await button(page, 'Show the expectation').click();
      await page.locator('.expectation.sought').waitFor();
    }),
    failing: after((page) => part(page, 'Test'), (page) => button(page, 'must be allowed').click()),
    symptom,
    'symptom-refused': after(symptom, (page) => dialog(page).getByRole('radio', { name: 'It is refused at once', exact: true }).check()),
    'symptom-error': after(symptom, async (page) => {
      await dialog(page).getByLabel('TCP port', { exact: true }).fill('x');
      await button(page, 'Find out').click();
      await page.locator('#symptom-port-error').waitFor();
    }),
    'symptom-said': after(symptom, async (page) => {
      await button(page, 'Find out').click();
      await page.locator('.symptom-said').waitFor();
    }),
    diagram: (page) => part(page, 'Diagram'),
    step,
    'chip-menu': chipMenu,
  },
  around: {
    menu,
    documents,
    kept,
    rename: after(kept, (page) => page.getByRole('button', { name: /^Rename / }).first().click()),
    delete: after(kept, async (page) => {
      await page.getByRole('button', { name: /^Delete / }).first().click();
      await button(page, 'Keep').waitFor();
    }),
    script,
    shortcuts,
    help,
    start: (page) => header(page, 'Help'),
    import: after((page) => header(page, 'Import'), (page) => dialog(page).getByText('See what it does', { exact: true }).click()),
    'import-error': after(read('NAME  PORT'), (page) => page.locator('#import-text-error').waitFor()),
    'import-read': accountRead,
    imported: after(accountRead, async (page) => {
      await button(page, 'Open as a new document').click();
      await part(page, 'Rules');
      await page.locator('.import-note summary').click();
    }),
    share: (page) => share(page),
    'share-back': after(lookedBack, (page) => share(page)),
    'share-element': after((page) => share(page, 'HTML element'), async (page) => {
      await dialog(page).getByText('Preview', { exact: true }).click();
      await dialog(page).locator('security-group-playground').getByRole('heading', { name: 'Verdict', exact: true }).waitFor({ state: 'attached' });
    }),
    'share-frame': (page) => share(page, 'HTML iframe'),
    'share-markdown': (page) => share(page, 'Markdown'),
  },
};

export const states = Object.assign({}, ...Object.values(tours));

/** Leaves a state: what is open is closed, what is looked for is cleared, and the document is as it was first. */
export async function settle(page, first) {
  for (let tries = 0; tries < 6; tries += 1) {
    if (await page.locator('dialog[open], .help, [role=menu], [role=listbox]').filter({ visible: true }).count() === 0) break;
    const discard = button(page, 'Discard changes');
    await (await discard.isVisible() ? discard.click() : page.keyboard.press('Escape'));
  }
  // What a narrow screen does not show is there all the same.
  await page.locator('.search-clear').evaluateAll((crosses) => crosses.forEach((cross) => cross.click()));
  await page.evaluate((document_) => document.querySelector('security-group-playground').load(document_), first);
}
