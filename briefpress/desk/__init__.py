"""The newsroom wing: bytes → briefings. Pure: values in, values out."""
