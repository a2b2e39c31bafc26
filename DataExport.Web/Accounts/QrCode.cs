using System.Globalization;
using System.Text;
using QRCoder;

namespace DataExport.Web.Accounts;

/// <summary>A QR code as one path of an SVG drawing, made here so that the text in it goes to nobody else.</summary>
/// <param name="Size">Width and height of the drawing in modules, the quiet zone of four modules included (ISO/IEC 18004).</param>
/// <param name="Path">The dark modules.</param>
public sealed record QrCode(int Size, string Path)
{
    /// <summary>The code of a text.</summary>
    public static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var row = 0; row < data.ModuleMatrix.Count; row++)
        {
            for (var column = 0; column < data.ModuleMatrix[row].Count; column++)
            {
                if (data.ModuleMatrix[row][column])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        return new QrCode(data.ModuleMatrix.Count, path.ToString());
    }
}
