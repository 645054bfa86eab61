namespace Artisan.Value.Calculations;

/// <summary>A price for the part of a result up to a bound, from the bound of the tier before it (or 0).</summary>
public sealed record ValueTier(decimal UpTo, decimal UnitPrice);

/// <summary>How a measured result becomes a fee. Amounts are in the currency's major unit; the fee is in minor units, rounded once, half up.</summary>
public sealed record ValueTerms
{
    /// <summary>ISO 4217, upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>Digits of the minor unit: 2 for USD, 0 for JPY.</summary>
    public int MinorUnitDigits { get; init; } = 2;

    /// <summary>Price of one unit of the result; with tiers, of what lies beyond the last of them.</summary>
    public decimal UnitPrice { get; init; } = 1;

    /// <summary>Graduated prices, by rising bounds; empty where every unit costs the same.</summary>
    public IReadOnlyList<ValueTier> Tiers { get; init; } = [];

    /// <summary>The part of the value that is charged: over 0, at most 1.</summary>
    public decimal Share { get; init; } = 1;

    /// <summary>Results below this are not charged at all, not even the floor.</summary>
    public decimal? MinimumResult { get; init; }

    /// <summary>The fee is at least this.</summary>
    public decimal? Floor { get; init; }

    /// <summary>The fee is at most this.</summary>
    public decimal? Cap { get; init; }

    /// <summary>The most tiers that terms may have.</summary>
    public const int MostTiers = 10;

    /// <summary>Whether no result costs anything by these terms.</summary>
    public bool CostsNothing => UnitPrice == 0 && (Floor ?? 0) == 0 && Tiers.All(t => t.UnitPrice == 0);

    /// <summary>What is wrong with the terms, in sentences; empty where they hold together.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(Currency is { Length: 3 } && Currency.All(char.IsAsciiLetterUpper), "The currency is three upper-case letters.");
        Check(MinorUnitDigits is >= 0 and <= 4, "The minor unit has 0 to 4 digits.");
        Check(UnitPrice >= 0, "The unit price is not negative.");
        Check(Tiers.Count <= MostTiers, $"There are at most {MostTiers} tiers.");
        Check(Tiers.All(t => t.UnitPrice >= 0), "The price of a tier is not negative.");
        Check(Tiers.Zip(Tiers.Select(t => t.UpTo).Prepend(0)).All(t => t.First.UpTo > t.Second), "The bounds of tiers are over 0, and each is above the one before it.");
        Check(Share is > 0 and <= 1, "The share is over 0 and at most 1.");
        Check(Floor is null or >= 0, "The floor is not negative.");
        Check(Cap is null or >= 0, "The cap is not negative.");
        Check(Floor is null || Cap is null || Floor <= Cap, "The floor is not above the cap.");
        return problems;

        void Check(bool holds, string message)
        {
            if (!holds)
            {
                problems.Add(message);
            }
        }
    }

    /// <summary>
    /// The fee in minor units: 0 below the minimum; else result x unit price (tier by tier, where there are tiers) x share, not below 0, raised to the floor, held to the cap,
    /// then rounded half up. Null where the amount is beyond what an invoice can state (19 digits).
    /// </summary>
    public long? Fee(decimal result)
    {
        if (MinimumResult is { } minimum && result < minimum)
        {
            return 0;
        }

        try
        {
            var amount = Math.Max(0, Priced(result) * Share);
            amount = Math.Max(amount, Floor ?? 0);
            amount = Math.Min(amount, Cap ?? decimal.MaxValue);
            return decimal.ToInt64(Math.Round(amount * PowerOfTen(MinorUnitDigits), 0, MidpointRounding.AwayFromZero));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public bool Equals(ValueTerms? other) => other is not null
        && (Currency, MinorUnitDigits, UnitPrice, Share, MinimumResult, Floor, Cap) == (other.Currency, other.MinorUnitDigits, other.UnitPrice, other.Share, other.MinimumResult, other.Floor, other.Cap)
        && Tiers.SequenceEqual(other.Tiers);

    public override int GetHashCode() => HashCode.Combine(Currency, UnitPrice, Share, Tiers.Count);

    private decimal Priced(decimal result)
    {
        if (Tiers.Count == 0) return result * UnitPrice;
        var (amount, from) = (0m, 0m);
        foreach (var tier in Tiers)
        {
            if (result <= tier.UpTo) return amount + (Math.Max(0, result - from) * tier.UnitPrice);
            amount += (tier.UpTo - from) * tier.UnitPrice;
            from = tier.UpTo;
        }

        return amount + ((result - from) * UnitPrice);
    }

    private static decimal PowerOfTen(int digits) => digits switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1_000, _ => 10_000 };
}
