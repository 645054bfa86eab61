using System.Buffers;
using System.Text;
using System.Text.Json;
using Artisan.Platform.Http;

namespace Artisan.Platform.Tests.Http;

public sealed class ReadingDecimalsTests
{
    private static readonly DecimalText Converter = new();

    [Theory]
    [InlineData("12345.6789", "12345.6789")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("\"12345.6789\"", "12345.6789")]
    [InlineData("\"\\u0031\\u0032.50\"", "12.50")]
    public void A_decimal_is_read_wherever_the_body_is_cut_into_pieces(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes($"[{json}]");
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var reader = new Utf8JsonReader(Cut(bytes, cut));
            Assert.True(reader.Read() && reader.Read());
            Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Converter.Read(ref reader, typeof(decimal), JsonSerializerOptions.Default));
        }
    }

    [Theory]
    [InlineData("1e5")]
    [InlineData("\"\"")]
    [InlineData("\"1,5\"")]
    [InlineData("true")]
    public void Whatever_is_no_plain_decimal_is_refused(string json) => Assert.Throws<JsonException>(() =>
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        Converter.Read(ref reader, typeof(decimal), JsonSerializerOptions.Default);
    });

    private static ReadOnlySequence<byte> Cut(byte[] bytes, int at)
    {
        var first = new Piece(bytes.AsMemory(0, at), 0);
        var last = new Piece(bytes.AsMemory(at), at);
        first.Follow(last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public void Follow(Piece next) => Next = next;
    }
}
