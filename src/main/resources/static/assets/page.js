// What htmx does not do by itself when it renews the page.
(() => {
    'use strict';
    const main = document.getElementById('main');

    const stale = (is) => {
        const note = document.getElementById('stale');
        if (note) {
            note.hidden = !is;
        }
    };

    // Nobody looks at a page in the background.
    document.addEventListener('htmx:beforeRequest', (event) => {
        if (document.hidden) {
            event.preventDefault();
        }
    });
    document.addEventListener('visibilitychange', () => {
        if (!document.hidden) {
            main.dispatchEvent(new Event('renew'));
        }
    });

    // A session that has ended answers with the form to log in.
    document.addEventListener('htmx:beforeSwap', (event) => {
        if (!event.detail.serverResponse.includes('id="state"')) {
            event.detail.shouldSwap = false;
            location.reload();
        }
    });

    // A section that is the same stays, with whatever is selected in it; a place holder takes nothing away.
    document.addEventListener('htmx:oobBeforeSwap', (event) => {
        const shown = event.detail.target;
        const fresh = event.detail.fragment.firstElementChild || event.detail.fragment;
        for (const open of shown.querySelectorAll('details[open]')) {
            const same = fresh.querySelector('#' + open.id);
            if (same) {
                same.open = true;
            }
        }
        const placeholder = fresh.hidden && !shown.hidden && fresh.childElementCount === 0;
        if (placeholder || (fresh.hidden === shown.hidden && fresh.innerHTML === shown.innerHTML)) {
            event.detail.shouldSwap = false;
        }
    });

    for (const failure of ['htmx:sendError', 'htmx:timeout', 'htmx:responseError']) {
        document.addEventListener(failure, () => stale(true));
    }
    document.addEventListener('htmx:afterOnLoad', () => stale(false));
})();
