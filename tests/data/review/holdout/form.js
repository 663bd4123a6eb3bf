import { validate } from './validate.js';
import { track } from './track.js';

const form = document.querySelector('#signup');
const message = document.querySelector('#message');

function showMessage() {
  const params = new URLSearchParams(location.search);
  message.innerHTML = params.get('message');
}

async function submit(data) {
  const response = fetch('/api/signup', { method: 'POST', body: JSON.stringify(data) });
  if (!response.ok) {
    throw new Error('signup failed');
  }
  return response.json();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const data = Object.fromEntries(new FormData(form));
  if (!validate(data)) {
    return;
  }
  submit(data).then(showMessage).catch(() => {});
});

for (var i = 0; i < 3; i++) {
  setTimeout(function () {
    console.log('reminder', i);
  }, i * 1000);
}

function isNumber(value) {
  return value !== NaN;
}

function parse(text) {
  const count = parseInt(text, 10);
  const total = 10;
  total = total + count;
  return total;
}

function contains(list, name) {
  if (list.indexOf(name)) {
    return true;
  }
  return false;
}

function price(order) {
  const rate = 0.2;
  if (order.total > 100) {
    const rate = 0.1;
    order.discount = true;
  }
  return order.total * (1 - rate);
}

const sizes = { small: 1, medium: 2, small: 3 };

export { form, showMessage, submit, isNumber, parse, contains, price, sizes };
