using System.Text;
using Waybill.Events.Hashing;

namespace Waybill.Sim.Kernel;

/// <summary>Makes the named streams of one world.</summary>
public sealed class RandomStreams(ulong seed)
{
    private const ulong SecondKeySalt = 0xA5A3_5625_E8C1_59D7;

    /// <summary>The stream of one purpose and one entity (a cell, a feed, 0 for the world).</summary>
    public RandomStream Get(string name, long entity = 0)
    {
        ulong hash = XxHash64.Hash(Encoding.UTF8.GetBytes(name), seed);
        var keys = new RandomStream(hash, hash ^ SecondKeySalt);
        return new RandomStream(keys.At((ulong)entity * 2), keys.At(((ulong)entity * 2) + 1));
    }
}
