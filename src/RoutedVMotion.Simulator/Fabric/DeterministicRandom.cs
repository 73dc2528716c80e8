using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// Random numbers that are the same for the same seed on every runtime (SplitMix64), which System.Random does not promise.
/// </summary>
internal sealed class DeterministicRandom
{
    private ulong _state;

    public DeterministicRandom(int seed) => _state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL);

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            return Mix(_state);
        }
    }

    /// <summary>A number from 0 up to, not including, <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Puts a list into random order.</summary>
    public void Shuffle<T>(IList<T> list)
    {
        for (int i = list.Count - 1; i > 0; i--)
        {
            int other = Next(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }
    }

    /// <summary>Scrambles a number: the same bits for the same number.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
