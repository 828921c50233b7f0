using Waybill.Server.Panels;
using Xunit;

namespace Waybill.Tests.Server;

public sealed class AnswerCacheTests
{
    private int _computed;

    [Fact]
    public async Task An_answer_is_computed_once_however_many_ask_at_the_same_time()
    {
        var cache = new AnswerCache(100);
        var ready = new TaskCompletionSource<CachedAnswer>();

        var asked = Enumerable.Range(0, 10).Select(_ => cache.Get("key", () => Count(ready.Task))).ToList();
        ready.SetResult(Answer(10));

        Assert.All(await Task.WhenAll(asked), a => Assert.Equal(10, a.Body.Length));
        Assert.Equal(1, _computed);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_who_asked_and_not_kept()
    {
        var cache = new AnswerCache(100);

        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.Get("key", () => Count(Task.FromException<CachedAnswer>(new InvalidOperationException()))));
        var answer = await cache.Get("key", () => Count(Task.FromResult(Answer(1))));

        Assert.Single(answer.Body);
        Assert.Equal(2, _computed);
    }

    [Fact]
    public async Task What_was_asked_for_longest_ago_makes_room()
    {
        var cache = new AnswerCache(100);
        foreach (var key in new[] { "a", "b", "a", "c" })
        {
            await cache.Get(key, () => Count(Task.FromResult(Answer(40))));
        }

        await cache.Get("a", () => Count(Task.FromResult(Answer(40))));
        Assert.Equal(3, _computed);
        await cache.Get("b", () => Count(Task.FromResult(Answer(40))));
        Assert.Equal(4, _computed);
    }

    private Task<CachedAnswer> Count(Task<CachedAnswer> answer)
    {
        _computed++;
        return answer;
    }

    private static CachedAnswer Answer(int bytes) => new(new byte[bytes], "text/plain");
}
