using System.Globalization;
using System.Text;

namespace Artisan.Vendors.Stripe;

/// <summary>
/// The parameters of a call as Stripe takes them: form encoding, nested by brackets (<c>items[0][price]</c>). A null value is left out, so that optional
/// parameters need no condition.
/// </summary>
internal sealed class StripeForm
{
    private readonly List<(string Name, string Value)> _fields = [];

    public bool IsEmpty => _fields.Count == 0;

    public string? this[string name]
    {
        set
        {
            if (value is not null) _fields.Add((name, value));
        }
    }

    public StripeForm Number(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public StripeForm Flag(string name, bool value) => With(name, value ? "true" : "false");

    public StripeForm Time(string name, DateTimeOffset? value) => Number(name, value?.ToUnixTimeSeconds());

    public StripeForm Map(string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (key, value) in values) this[$"{name}[{key}]"] = value;
        return this;
    }

    /// <summary>Coupons, in the order in which they are taken off.</summary>
    public StripeForm Coupons(IReadOnlyList<string> coupons)
    {
        for (var i = 0; i < coupons.Count; i++) this[string.Create(CultureInfo.InvariantCulture, $"discounts[{i}][coupon]")] = coupons[i];
        return this;
    }

    public StripeForm With(string name, string? value)
    {
        this[name] = value;
        return this;
    }

    /// <summary>The same parameters, to add others to.</summary>
    public StripeForm Copy()
    {
        var copy = new StripeForm();
        copy._fields.AddRange(_fields);
        return copy;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _fields)
        {
            if (text.Length > 0) text.Append('&');
            // Brackets are part of the names' grammar, and stay readable in Stripe's own logs.
            text.Append(Uri.EscapeDataString(name).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }
}
