#include <cassert>
#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace cache {

template <typename Key, typename Value, typename Hash = std::hash<Key>>
class LruCache final {
public:
    using Clock = std::chrono::steady_clock;

    explicit LruCache(std::size_t capacity, std::chrono::milliseconds ttl = std::chrono::minutes{5})
        : capacity_{capacity}
        , ttl_{ttl}
    {
        assert(capacity_ > 0);
        index_.reserve(capacity_);
    }

    LruCache(const LruCache &) = delete;
    LruCache &operator=(const LruCache &) = delete;

    [[nodiscard]] std::optional<Value> get(const Key &key)
    {
        const std::unique_lock lock{mutex_};
        const auto found = index_.find(key);
        if (found == index_.end())
            return std::nullopt;
        const auto entry = found->second;
        if (Clock::now() - entry->at > ttl_) {
            index_.erase(found);
            entries_.erase(entry);
            return std::nullopt;
        }
        entries_.splice(entries_.begin(), entries_, entry);
        return entry->value;
    }

    void put(Key key, Value value)
    {
        const std::unique_lock lock{mutex_};
        if (const auto found = index_.find(key); found != index_.end()) {
            found->second->value = std::move(value);
            found->second->at = Clock::now();
            entries_.splice(entries_.begin(), entries_, found->second);
            return;
        }
        if (entries_.size() == capacity_) {
            index_.erase(entries_.back().key);
            entries_.pop_back();
        }
        entries_.push_front(Entry{key, std::move(value), Clock::now()});
        index_.emplace(std::move(key), entries_.begin());
    }

    template <typename Predicate>
    std::size_t eraseIf(Predicate &&predicate)
    {
        const std::unique_lock lock{mutex_};
        std::size_t removed = 0;
        for (auto it = entries_.begin(); it != entries_.end();) {
            if (std::invoke(predicate, it->key, it->value)) {
                index_.erase(it->key);
                it = entries_.erase(it);
                ++removed;
            } else {
                ++it;
            }
        }
        return removed;
    }

    [[nodiscard]] std::size_t size() const
    {
        const std::shared_lock lock{mutex_};
        return entries_.size();
    }

private:
    struct Entry {
        Key key;
        Value value;
        Clock::time_point at;
    };

    const std::size_t capacity_;
    const std::chrono::milliseconds ttl_;
    mutable std::shared_mutex mutex_;
    std::list<Entry> entries_;
    std::unordered_map<Key, typename std::list<Entry>::iterator, Hash> index_;
};

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::string toHex(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        out.push_back(kDigits[byte >> 4]);
        out.push_back(kDigits[byte & 0x0f]);
    }
    return out;
}

} // namespace

std::string fingerprint(std::string_view text)
{
    static LruCache<std::string, std::string> known{128};
    std::string key{text};
    if (auto hit = known.get(key))
        return *std::move(hit);
    std::string made = toHex(text);
    known.put(std::move(key), made);
    return made;
}

} // namespace cache
