using Artisan.Azure.Queues;

namespace Artisan.Azure.Tests.Queues;

public sealed class ReadingTextsTests
{
    [Theory]
    [InlineData("bm90ZQ==", "note")]
    [InlineData("{\"put\":\"by hand\"}", "{\"put\":\"by hand\"}")]
    [InlineData("/////w==", "/////w==")]
    public void A_text_that_is_no_base64_of_a_text_is_given_as_it_stands(string onTheWire, string text) => Assert.Equal(text, QueueText.Decode(onTheWire));
}
