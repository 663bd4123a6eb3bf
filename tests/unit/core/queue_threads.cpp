// SPDX-FileCopyrightText: The Skep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one way between threads, under the thread sanitizer. A plain program: Qt Test has a watchdog thread of its own,
// whose uninstrumented locks the sanitizer takes for races.
#include "core/boundedqueue.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

namespace {

using skep::BoundedQueue;

int g_failures = 0;

void verify(bool isTrue, const char *what)
{
    if (!isTrue) {
        std::printf("FAIL: %s\n", what);
        ++g_failures;
    }
}

void valuesOfManyPushersArriveOnceAndInOrder()
{
    constexpr int kPushers = 4, kEach = 20'000;
    BoundedQueue<std::unique_ptr<std::pair<int, int>>> queue(kPushers * kEach);
    std::vector<int> next(kPushers, 0); // of the taker alone
    bool inOrder = true;
    std::thread taker([&] {
        while (true) {
            const auto items = queue.waitTake();
            if (items.empty())
                return;
            for (const auto &item : items)
                inOrder = next[static_cast<std::size_t>(item->first)]++ == item->second && inOrder;
        }
    });
    std::vector<std::thread> pushers;
    for (int p = 0; p < kPushers; ++p)
        pushers.emplace_back([&queue, p] {
            for (int i = 0; i < kEach; ++i)
                queue.push(std::make_unique<std::pair<int, int>>(p, i));
        });
    for (std::thread &pusher : pushers)
        pusher.join();
    queue.close();
    taker.join();
    verify(inOrder, "values of each pusher arrive in order");
    verify(next == std::vector<int>(kPushers, kEach), "every value arrives once");
}

void wakeComesForTheFirstOfABurst()
{
    std::atomic<int> wakes{0};
    BoundedQueue<int> queue(10, [&wakes] { ++wakes; });
    queue.push(1);
    queue.push(2);
    verify(wakes == 1, "one wake for a burst");
    verify(queue.take() == std::vector<int>{1, 2}, "take gives everything");
    verify(queue.take().empty(), "an empty queue gives nothing");
    queue.push(3);
    verify(wakes == 2, "a wake for the next burst");
}

void boundRefusesOnlyTryPush()
{
    BoundedQueue<int> queue(10);
    verify(queue.tryPush(1, 10) && !queue.isOver(), "room up to the bound");
    verify(!queue.tryPush(2, 1), "tryPush keeps the bound");
    queue.push(3, 1); // never refused: whoever takes in work asks isOver() first
    verify(queue.isOver(), "push passes the bound and says so");
    verify(queue.take() == std::vector<int>{1, 3} && !queue.isOver(), "taking makes room");
}

void closedQueueIsDrainedThenEmpty()
{
    BoundedQueue<int> queue(10);
    queue.push(1);
    queue.close();
    verify(!queue.tryPush(2), "a closed queue takes nothing");
    verify(queue.waitTake() == std::vector<int>{1}, "a closed queue is drained");
    verify(queue.waitTake().empty(), "and then does not wait");
    verify(queue.waitClosed(std::chrono::hours(1)), "waitClosed sees it");
}

} // namespace

int main()
{
    valuesOfManyPushersArriveOnceAndInOrder();
    wakeComesForTheFirstOfABurst();
    boundRefusesOnlyTryPush();
    closedQueueIsDrainedThenEmpty();
    return g_failures == 0 ? 0 : 1;
}
