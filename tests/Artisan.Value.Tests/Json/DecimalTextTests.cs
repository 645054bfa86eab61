using Artisan.Value.Json;

namespace Artisan.Value.Tests.Json;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("29.30", "29.3")]
    [InlineData("007", "7")]
    [InlineData("1000000", "1000000")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("1.00000000000000000000000000000000000", "1")]
    public void A_number_has_one_spelling(string read, string written) => Assert.Equal(written, DecimalText.Format(DecimalText.Parse(read)));

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("1,5")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("NaN")]
    [InlineData("٣")]
    [InlineData("0x10")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("1.2345678901234567890123456789012")]
    [InlineData("123456789012345678901234567890.5")]
    public void What_is_no_exact_decimal_is_refused(string text)
    {
        Assert.False(DecimalText.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DecimalText.Parse(text));
    }

    [Theory]
    [InlineData("1.005", 2, "1.01")]
    [InlineData("-1.005", 2, "-1.01")]
    [InlineData("3", 2, "3.00")]
    [InlineData("2.5", 0, "3")]
    public void Money_is_written_with_its_digits(string value, int decimals, string expected) =>
        Assert.Equal(expected, DecimalText.FormatFixed(DecimalText.Parse(value), decimals));
}
