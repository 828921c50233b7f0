using System.Text;
using System.Text.Unicode;
using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>
/// The names that can be written in Latin-1 and are then no longer valid UTF-8: only those can be written in the wrong
/// encoding so that a careful reader gets them back.
/// </summary>
internal sealed class Latin1Names
{
    private readonly byte[]?[] _encoded;

    public Latin1Names(TextTable names)
    {
        _encoded = new byte[]?[names.Count];
        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i];
            if (name.All(letter => letter is < '\u0080' or (>= '\u00A0' and <= '\u00FF')))
            {
                byte[] bytes = Encoding.Latin1.GetBytes(name);
                _encoded[i] = Utf8.IsValid(bytes) ? null : bytes;
            }
        }
    }

    /// <summary>The name in Latin-1, or empty when it cannot be told apart there.</summary>
    public ReadOnlySpan<byte> this[int name] => _encoded[name];
}
