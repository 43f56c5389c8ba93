const words = `
ada agar akan aku anda apa apakah atau atas bagaimana bagi bahwa banyak baru bila bisa boleh bu buat bukan dalam dan dapat
dari datang dengan dimana kemana di dia dong dulu gua gue gw hai halo hari harus ini itu iya jadi jika juga jangan ka kak kakak kalau kami
kan kapan karena ke kena kita kok lagi lah lama langsung lebih lewat mah maaf makasih mas masih mau mba mbak mereka min mohon mana
nah nanti neng nih oh oke ok ol orang orangtua pada pagi pak bapak ibu para perlu pernah permisi pula punya saat saja sama sampai
sangat satu saya sy sebagai sebelum sekarang sekali selamat semua seperti setelah siang sih sini sore sudah supaya tadi tahun tanya
tapi tentang terima kasih terus tersebut tetap tidak tolong tuh untuk untk urus utk waktu ya yang yah yth wkwk bang bos gan sis
hormat salam assalamualaikum wr wb bulan tanggal info informasi petugas admin nama bertanya ingin cara proses pengurusan berapa biaya bayar syarat
a about am an and any are as at be can cost could dear do does did for from get give go good have hello hi how i if in is it
kindly dr wa dki jakarta kota no nomor tempat lewat tinggal punya scan long madam me morning much my need no not of on or our please sir so that thank thanks the their there they this to up us want
was we what when where which who will with would you your
`
/** Words that say nothing about which service is meant. */
export const stopWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/))
