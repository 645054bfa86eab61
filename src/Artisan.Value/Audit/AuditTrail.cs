using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Artisan.Value.Audit;

/// <summary>What checking a trail came to.</summary>
/// <param name="Entries">How many entries the file holds.</param>
/// <param name="Proven">Up to which of them a receipt witnesses it; 0 where none does.</param>
/// <param name="Problem">What is wrong, in a sentence; null where nothing is.</param>
public sealed record AuditTrailReport(long Entries, long Proven, string? Problem);

/// <summary>
/// An exported audit trail, checked without any network: the chain of hashes is computed anew from salts and bodies, and compared with what receipts state about it. Entries may come in any order;
/// of each only its commitment is kept.
/// </summary>
public sealed class AuditTrail(string workspace)
{
    private readonly SortedDictionary<long, (byte[] Commitment, string Hash)> _entries = [];
    private string? _problem;

    /// <summary>Adds an entry as the file states it.</summary>
    public void Add(long number, string salt, string body, string hash)
    {
        ArgumentNullException.ThrowIfNull(salt);
        if (number < 1 || salt.Length != 64 || !salt.All(char.IsAsciiHexDigit))
        {
            _problem ??= string.Create(CultureInfo.InvariantCulture, $"Entry {number} has no number or salt of the right form.");
            return;
        }

        var commitment = SHA256.HashData([.. Convert.FromHexString(salt), .. Encoding.UTF8.GetBytes(body)]);
        if (!_entries.TryAdd(number, (commitment, hash)))
        {
            _problem ??= string.Create(CultureInfo.InvariantCulture, $"Entry {number} is in the file twice.");
        }
    }

    /// <summary>Compares the chain with checkpoints, which the caller has verified as receipts.</summary>
    public AuditTrailReport Check(IEnumerable<AuditCheckpoint> checkpoints)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        var known = checkpoints.GroupBy(c => c.Entries).ToDictionary(g => g.Key, g => g.Select(c => c.Hash).ToHashSet(StringComparer.Ordinal));
        var (hash, number, proven) = (SHA256.HashData(Encoding.UTF8.GetBytes($"{AuditCheckpoint.Format}|{workspace}|audit")), 0L, 0L);
        if (_problem is not null)
        {
            return new AuditTrailReport(_entries.Count, 0, _problem);
        }

        foreach (var (at, (commitment, stated)) in _entries)
        {
            if (at != ++number)
            {
                return Wrong(proven, $"Entry {number} is missing: the file was filtered, or an entry was taken out.");
            }

            hash = Next(hash, number, commitment);
            var actual = Convert.ToHexStringLower(hash);
            if (stated.Length > 0 && stated != actual)
            {
                return Wrong(proven, $"Entry {number} was changed, or one before it: the chain gives {actual}, the file states {stated}.");
            }

            if (!known.TryGetValue(number, out var witnessed))
            {
                continue;
            }

            if (witnessed.Count != 1 || !witnessed.Contains(actual))
            {
                return Wrong(proven, $"A receipt states another hash at entry {number}: what differs is among the entries {proven + 1} to {number}.");
            }

            proven = number;
        }

        return known.Keys.Where(n => n > number).DefaultIfEmpty(0).Max() is > 0 and var last
            ? Wrong(proven, $"The file ends at entry {number}; a receipt states {last} entries.")
            : new AuditTrailReport(number, proven, null);
    }

    private static byte[] Next(byte[] previous, long number, byte[] commitment)
    {
        Span<byte> place = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(place, number);
        return SHA256.HashData([.. previous, .. place, .. commitment]);
    }

    private AuditTrailReport Wrong(long proven, FormattableString problem) => new(_entries.Count, proven, FormattableString.Invariant(problem));
}
